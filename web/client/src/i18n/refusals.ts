/** Refusals in the reader's language, by the stable code of the problem. */
import type { Language } from './language';

export const refusals = {
  already_claimed: { zh: '这个时段有同事在看。', en: 'A colleague is reviewing this window.' },
  already_withdrawn: { zh: '已经撤销过了。', en: 'That was taken back already.' },
  already_available: { zh: '录像已经到了。', en: 'The recording is here already.' },
  already_escalated: { zh: '已经有人在打电话。', en: 'Somebody is calling them already.' },
  assignment_changed: { zh: '这个小组已经有别的任务了。', en: 'The team has another task by now.' },
  before_last_known_point: { zh: '这个时间早于最后出现的时间。', en: 'That is before he was last seen.' },
  before_the_opening: { zh: '这个时间早于搜寻开始。', en: 'That is before the search was opened.' },
  version_and_moment_disagree: {
    zh: '这条记录不属于这个时刻。',
    en: 'This event does not belong to that moment.',
  },
  no_advice_in_hindsight: { zh: '建议只看当时所知。', en: 'There is advice only as it was known then.' },
  unknown_version: { zh: '搜寻还没有到这一步。', en: 'The search has not come so far.' },
  not_a_member: { zh: '您没有参加这次搜寻。', en: 'You are not part of this search.' },
  not_allowed: { zh: '您的角色不能这样做。', en: 'Your role may not do this.' },
  not_found_yet: { zh: '还没有找到的记录。', en: 'Nobody was found yet.' },
  not_proposed: { zh: '这条改派已经处理过了。', en: 'This redirect was dealt with already.' },
  not_sent: { zh: '这条改派还没有发出。', en: 'This redirect was not sent yet.' },
  not_signed_in: { zh: '请重新登录。', en: 'Please sign in again.' },
  not_your_team: { zh: '这是别的小组的任务。', en: 'That is another team’s task.' },
  other_team: { zh: '这是别的小组的任务。', en: 'That is another team’s task.' },
  redirect_answered: { zh: '小组已经在路上了。', en: 'The team is on its way already.' },
  redirect_ended: { zh: '这条改派已经结束。', en: 'This redirect is over.' },
  redirect_expired: { zh: '这条改派已经过期。', en: 'This redirect has run out.' },
  search_closed: { zh: '这次搜寻已经结束。', en: 'This search is closed.' },
  search_forgotten: { zh: '这次搜寻的个人信息已经销毁。', en: 'The personal data of this search are destroyed.' },
  search_suspended: { zh: '这次搜寻已经暂停。', en: 'This search is paused.' },
  storage_unavailable: { zh: '数据库没有回应，请再试一次。', en: 'The database does not answer; please try again.' },
  team_stood_down: { zh: '这个小组已经收队。', en: 'This team has gone home.' },
  unexpected: { zh: '系统出错了，请再试一次。', en: 'Something went wrong; please try again.' },
  unknown_camera: { zh: '没有这个摄像头。', en: 'There is no such camera.' },
  unknown_search: { zh: '没有这次搜寻。', en: 'There is no such search.' },
  unknown_team: { zh: '没有这个小组。', en: 'There is no such team.' },
  wrong_login: { zh: '用户名或密码不对。', en: 'The name or the password is wrong.' },
} as const satisfies Record<string, Record<Language, string>>;

/** The words for a code, if there are any. */
export function refusalWords(code: string | undefined, language: Language): string | null {
  const known: Record<string, Record<Language, string>> = refusals;
  return (code && known[code]?.[language]) || null;
}
