/** The network and the cameras of an area, as GeoJSON of the service. */
import type { FeatureCollection, LineString, Point, Polygon } from 'geojson';

export interface SegmentProperties {
  segment_id: number;
  name: string;
  kind: string;
  /** 1 = easy for a wheelchair, near 0 = rarely possible. */
  factor: number;
  reason: string;
  steps: boolean;
  dead_end: boolean;
  length_m: number;
  beat: string | number;
}

export interface CameraProperties {
  camera_id: string;
  name: string;
  direction: number | null;
  angle: number | null;
  range_m: number | null;
  kind: string;
  indoor: boolean;
  clock_offset_s: number;
  retrieval_min: number;
  overwritten_after_h: number | null;
  pixels?: number | null;
  /** Where the video system shows its recording, with {camera_id}, {from} ... to be filled in. */
  video_link?: string;
  field_of_view: Polygon;
  segments: number[];
}

export type NetworkGeo = FeatureCollection<LineString, SegmentProperties>;
export type CamerasGeo = FeatureCollection<Point, CameraProperties>;
