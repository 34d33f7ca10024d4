/**
 * What the service sends, written by `python -m tests.web.server_types`; not to be edited. A test
 * fails when it is not what the service sends any more, and the type check when `agreement.ts`
 * finds that the types of this folder say something else.
 */
export type ServerMessages = {
  advice: {
    at: string;
    notices: unknown[];
    redirects: unknown[];
    reviews: unknown[];
    type: 'advice';
    version: number;
  };
  delivered: {
    at: string;
    redirect_id: string;
    type: 'delivered';
  };
  events: {
    events: {
      actor: string;
      actor_name: string;
      actor_team: string;
      data: unknown;
      occurred_at: string;
      recorded_at: string;
      topic: string;
      version: number;
    }[];
    type: 'events';
    up_to: number;
  };
  hello: {
    account_id: string;
    area: string;
    area_hash: string;
    clock_speed: number;
    heartbeat_s: number;
    now: string;
    protocol: number;
    role: string;
    search_id: string;
    team_id: string;
    type: 'hello';
    version: number;
  };
  ping: {
    clock_speed: number;
    now: string;
    type: 'ping';
  };
  positions: {
    positions: {
      accuracy_m: number;
      at: string;
      heading: number;
      lat: number;
      lon: number;
      team_id: string;
    }[];
    type: 'positions';
  };
  presence: {
    teams: {
      connected: boolean;
      since: string;
      team_id: string;
    }[];
    type: 'presence';
  };
  snapshot: {
    positions: {
      accuracy_m: number;
      at: string;
      heading: number;
      lat: number;
      lon: number;
      team_id: string;
    }[];
    state: unknown;
    type: 'snapshot';
    version: number;
  };
  watcher_reports: {
    reports: {
      actor: string;
      actor_name: string;
      at: string;
      lat: number;
      late: boolean;
      lon: number;
      note: string;
      note_ref: string;
      number: number;
      photo_id: string;
      received_at: string;
      report_id: string;
      sighting_id: string;
      state: string;
    }[];
    type: 'watcher_reports';
    waiting: number;
  };
};

export type ClientMessages = {
  delivered: {
    redirect_id: string;
    type: 'delivered';
  };
  pong: {
    type: 'pong';
  };
};

export type State = {
  area: string;
  area_hash: string;
  cameras: Record<string, {
    clock_offset_s: number;
    outages: {
      from: string;
      outage_id: string;
      until: string;
    }[];
    recordings: {
      available: boolean;
      minutes: number;
      overwritten_at: string;
      request_id: string;
    }[];
  }>;
  checklist: {
    actor: string;
    at: string;
    item: string;
    role: string;
    team_id: unknown;
  }[];
  claims: {
    actor: string;
    camera_id: string;
    claim_id: string;
    expires_at: string;
    from: string;
    until: string;
  }[];
  clearances: {
    actor: string;
    camera_id: string;
    clearance_id: string;
    from: string;
    grade: string;
    occurred_at: string;
    playback_speed: number;
    pod: number;
    reviewer_kind: string;
    until: string;
    version: number;
    withdrawn: boolean;
  }[];
  familiar_places: {
    label: string;
    lat: number;
    lon: number;
    place_id: string;
    weight: number;
  }[];
  find: {
    at: string;
    condition: string;
    find_id: string;
    lat: number;
    lon: number;
    team_id: unknown;
  };
  last_known_point: {
    at: string;
    lat: number;
    lon: number;
    radius_m: number;
  };
  notes: {
    actor: string;
    at: string;
    note_id: string;
    text: string;
  }[];
  opened_at: string;
  outcome: string;
  outside_checks: {
    at: string;
    check_id: string;
    from: string;
    kind: string;
    pod: number;
    until: string;
    whom?: string;
    withdrawn: boolean;
  }[];
  redirects: {
    because: number[];
    escalated: boolean;
    expected_pos: number;
    expires_at: string;
    grounds: unknown;
    issued_at: string;
    issued_by: string;
    reason?: unknown;
    redirect_id: string;
    replaces: unknown;
    replies: {
      at: string;
      on_behalf: boolean;
      reason: unknown;
      reply: string;
    }[];
    segments: number[];
    status: string;
    target: {
      lat: number;
      lon: number;
    };
    team_id: string;
    version: number;
  }[];
  reported_at: string;
  search_id: string;
  sightings: {
    at: string;
    camera_id: string;
    credibility: number;
    heading: number;
    lat: number;
    lon: number;
    minutes_doubt: number;
    note: string;
    photo_id: string;
    radius_m: number;
    sighting_id: string;
    source: string;
    verdict: string;
    version: number;
  }[];
  status: string;
  subject: {
    description?: unknown;
    factors: Record<string, number>;
    mobility: string;
    phases: {
      mobility: string;
      since: string;
    }[];
    photo_id: string;
    since: string;
  };
  sweeps: {
    from: string;
    pod: number;
    segments: number[];
    sweep_id: string;
    team_id: string;
    until: string;
    version: number;
    withdrawn: boolean;
  }[];
  teams: {
    assignment: unknown;
    beat: unknown;
    lat: number;
    lon: number;
    mode: string;
    name: string;
    status: string;
    team_id: string;
  }[];
  version: number;
};

export type Events = {
  'advice.followed': {
    kind: string;
    late: boolean;
    numbers: Record<string, number>;
  };
  'camera_zone.claimed': {
    camera_id: string;
    claim_id: string;
    expires_at: string;
    from: string;
    late: boolean;
    until: string;
  };
  'camera_zone.clearance_withdrawn': {
    camera_id: string;
    clearance_id: string;
    late: boolean;
    reason: unknown;
  };
  'camera_zone.cleared': {
    camera_id: string;
    clearance_id: string;
    from: string;
    grade: string;
    late: boolean;
    playback_speed: number;
    pod: number;
    reviewer_kind: string;
    until: string;
  };
  'camera_zone.clock_corrected': {
    camera_id: string;
    late: boolean;
    offset_s: number;
  };
  'camera_zone.out_of_service': {
    camera_id: string;
    from: string;
    late: boolean;
    outage_id: string;
    until: string;
  };
  'camera_zone.outage_withdrawn': {
    camera_id: string;
    late: boolean;
    outage_id: string;
  };
  'camera_zone.recording_available': {
    camera_id: string;
    late: boolean;
    request_id: string;
  };
  'camera_zone.recording_requested': {
    camera_id: string;
    late: boolean;
    minutes: number;
    overwritten_at: string;
    request_id: string;
  };
  'camera_zone.released': {
    camera_id: string;
    claim_id: string;
    late: boolean;
  };
  'checklist.item_done': {
    item: string;
    late: boolean;
    role: string;
    team_id: string;
  };
  'checklist.item_undone': {
    item: string;
    late: boolean;
    role: string;
    team_id: string;
  };
  'familiar_place.added': {
    label: string;
    lat: number;
    late: boolean;
    lon: number;
    place_id: string;
    weight: number;
  };
  'last_known_point.set': {
    at: string;
    lat: number;
    late: boolean;
    lon: number;
    radius_m: number;
  };
  'note.added': {
    late: boolean;
    note_id: string;
    text: string;
  };
  'redirect.escalated': {
    late: boolean;
    redirect_id: string;
    team_id: string;
  };
  'redirect.expired': {
    late: boolean;
    redirect_id: string;
    team_id: string;
  };
  'redirect.proposed': {
    because: number[];
    expected_pos: number;
    expires_at: string;
    grounds: unknown;
    issued_by: string;
    late: boolean;
    reason: unknown;
    redirect_id: string;
    replaces: unknown;
    segments: number[];
    target: {
      lat: number;
      lon: number;
    };
    team_id: string;
  };
  'redirect.replied': {
    late: boolean;
    on_behalf: boolean;
    reason: unknown;
    redirect_id: string;
    reply: string;
    team_id: string;
  };
  'redirect.superseded': {
    by: string;
    late: boolean;
    redirect_id: string;
    team_id: string;
  };
  'rest_of_world.check_withdrawn': {
    check_id: string;
    late: boolean;
    reason: unknown;
  };
  'rest_of_world.checked': {
    check_id: string;
    from: string;
    kind: string;
    late: boolean;
    pod: number;
    until: string;
    whom?: string;
  };
  'search.closed': {
    late: boolean;
    outcome: string;
    outcome_text: string;
  };
  'search.opened': {
    area: string;
    area_hash: string;
    late: boolean;
    model_version: string;
    parameters: {
      branch_matters: number;
      branches_kept: number;
      branches_least: number;
      change_of_mind: number;
      credibility_analytic: number;
      credibility_camera: number;
      credibility_confirmed: number;
      credibility_family: number;
      credibility_officer: number;
      credibility_other: number;
      credibility_ruled_out: number;
      credibility_watcher: number;
      credibility_witness: number;
      dead_end_length: number;
      edge_band: number;
      edge_leave: number;
      exhausted_median: number;
      factor_least: number;
      factor_power_manual: number;
      factor_power_powered: number;
      factor_power_pushed: number;
      goal_detour: number;
      goal_indoors: number;
      goal_share: number;
      goal_stay_median: number;
      horizon_block: number;
      horizon_most: number;
      indoors_gap: number;
      indoors_median: number;
      indoors_spread: number;
      pass_gap: number;
      persistence: number;
      pixels_full: number;
      pixels_none: number;
      pod_cap: number;
      pod_default: number;
      pod_fair: number;
      pod_good: number;
      pod_poor: number;
      pod_sweep: number;
      population_batch: number;
      population_error: number;
      population_error_after: number;
      population_ess: number;
      population_ess_branch: number;
      population_most_batches: number;
      range_manual: number;
      range_powered: number;
      range_pushed: number;
      range_spread: number;
      redirect_at_once: number;
      redirect_escalate: number;
      redirect_expires: number;
      redirect_gain_ratio: number;
      redirect_hold: number;
      redirect_least_pos: number;
      rest_gap_manual: number;
      rest_gap_powered: number;
      rest_gap_pushed: number;
      rest_median: number;
      rest_spread: number;
      review_overhead: number;
      review_playback: number;
      review_travel: number;
      sighting_heading: number;
      sighting_minutes_doubt: number;
      sighting_radius: number;
      sighting_resting: number;
      sighting_surprise: number;
      slope_best: number;
      slope_bound_manual: number;
      slope_bound_powered: number;
      slope_bound_pushed: number;
      speed_loose: number;
      speed_manual: number;
      speed_powered: number;
      speed_pushed: number;
      speed_rough: number;
      speed_spread_manual: number;
      speed_spread_powered: number;
      speed_spread_pushed: number;
      speed_steps: number;
      stay_at_dead_end: number;
      stays_put: number;
      stuck_median: number;
      stuck_on_bad_way: number;
      stuck_spread: number;
      transport_gap: number;
      turn_back: number;
      turn_back_blocked: number;
      way_corridor: number;
      way_crossing: number;
      way_cycleway: number;
      way_footway: number;
      way_living_street: number;
      way_path: number;
      way_pedestrian: number;
      way_primary: number;
      way_residential: number;
      way_secondary: number;
      way_service: number;
      way_steps: number;
      way_tertiary: number;
      way_track: number;
      way_unclassified: number;
    };
    reported_at: string;
    seed: number;
  };
  'search.resumed': {
    late: boolean;
    reason: unknown;
  };
  'search.suspended': {
    late: boolean;
    reason: unknown;
  };
  'sighting.assessed': {
    late: boolean;
    sighting_id: string;
    verdict: string;
  };
  'sighting.photo_added': {
    late: boolean;
    photo_id: string;
    sighting_id: string;
  };
  'sighting.reported': {
    at: string;
    camera_id: string;
    credibility: number;
    heading: number;
    lat: number;
    late: boolean;
    lon: number;
    minutes_doubt: number;
    note: string;
    radius_m: number;
    sighting_id: string;
    source: string;
  };
  'street_team.deployed': {
    beat: unknown;
    lat: number;
    late: boolean;
    lon: number;
    mode: string;
    name: string;
    team_id: string;
  };
  'street_team.redirected': {
    because: unknown[];
    expected_pos: unknown;
    expires_at: string;
    grounds: unknown;
    issued_by: string;
    late: boolean;
    reason?: unknown;
    redirect_id: string;
    replaces: unknown;
    segments: number[];
    target: {
      lat: number;
      lon: number;
    };
    team_id: string;
  };
  'street_team.stood_down': {
    late: boolean;
    reason: unknown;
    team_id: string;
  };
  'streets.sweep_withdrawn': {
    late: boolean;
    reason: unknown;
    sweep_id: string;
  };
  'streets.swept': {
    derived_from: string;
    from: string;
    late: boolean;
    pod: number;
    segments: number[];
    sweep_id: string;
    team_id: string;
    until: string;
  };
  'subject.described': {
    description?: unknown;
    factors: Record<string, number>;
    late: boolean;
    mobility: string;
    since: string;
  };
  'subject.find_withdrawn': {
    find_id: string;
    late: boolean;
    reason: unknown;
  };
  'subject.found': {
    at: string;
    condition: string;
    find_id: string;
    lat: number;
    late: boolean;
    lon: number;
    team_id: unknown;
  };
  'subject.photo_added': {
    late: boolean;
    photo_id: string;
  };
  'subject.photo_withdrawn': {
    instead: string;
    late: boolean;
    photo_id: string;
  };
};

export type Event = {
  actor: string;
  actor_name: string;
  actor_team: string;
  data: unknown;
  occurred_at: string;
  recorded_at: string;
  topic: string;
  version: number;
};

export type Position = {
  accuracy_m: number;
  at: string;
  heading: number;
  lat: number;
  lon: number;
  team_id: string;
};

export type Answer = {
  id: string;
  search_id: string;
  version: number;
};

export type Review = {
  camera_id: string;
  from: string;
  gain_bits: number;
  minutes: number;
  reason: unknown;
  share: number;
  until: string;
};

export type Assignment = {
  expected_pos: number;
  hold: boolean;
  reason: unknown;
  segments: number[];
  target: {
    lat: number;
    lon: number;
  };
  team_id: string;
};

export type Notice = {
  about: string[];
  code: string;
  do: {
    en: string;
    zh: string;
  };
  figures: unknown;
  says: {
    en: string;
    zh: string;
  };
};

export type Segment = {
  beat: unknown;
  dead_end: boolean;
  factor: number;
  kind: string;
  length_m: number;
  name: string;
  reason: unknown;
  segment_id: number;
  steps: boolean;
};

export type Camera = {
  angle: number;
  camera_id: string;
  clock_offset_s: number;
  direction: number;
  field_of_view: unknown;
  indoor: boolean;
  kind: string;
  name: string;
  overwritten_after_h: unknown;
  pixels: unknown;
  range_m: unknown;
  retrieval_min: number;
  segments: number[];
  video_link: string;
};

export type Walked = {
  fixes: number;
  from: string;
  gaps: {
    from: string;
    segments: number[];
    until: string;
  }[];
  metres: number;
  passed: number[];
  searched: {
    from: string;
    segments: number[];
    until: string;
  }[];
  segments: number[];
  team_id: string;
  unsure: number[];
  until: string;
};

export type Place = {
  camera_id: string;
  kind: string;
  lat: number;
  lon: number;
  name: string;
  near: string;
};

export const CLOSED_KINDS: Readonly<Record<string, readonly string[]>> = {
  foot: [],
  bicycle: ["steps"],
  vehicle: ["steps","footway","path","cycleway","crossing","corridor","pedestrian"],
};
