/** Refusals in the reader's language, by the stable code of the problem. */
import type { Language } from './language';

export const refusals = {
  after_the_search: { zh: '这个时间在搜寻结束之后。', en: 'That is after the search had ended.' },
  before_it_happened: { zh: '那时它所说的事还没有发生。', en: 'What it speaks of had not happened then.' },
  before_the_search: { zh: '这个时间在搜寻开始之前。', en: 'That is before the search began.' },
  busy: { zh: '正在为别人计算，请过一会儿再试。', en: 'Others are being computed; please try again in a moment.' },
  took_too_long: { zh: '计算太久，已停止。', en: 'It took too long and was stopped.' },
  truth_unknown: { zh: '这里不知道他真正在哪里。', en: 'Where he really was is not known here.' },
  already_claimed: { zh: '这个时段有同事在看。', en: 'A colleague is reviewing this window.' },
  already_set_aside: { zh: '这条已经暂不采用了。', en: 'This one is set aside already.' },
  already_taken_up: { zh: '同事已经转为疑似发现。', en: 'A colleague made it a sighting already.' },
  already_waiting: { zh: '这条已经在等待处理。', en: 'This one waits again already.' },
  already_withdrawn: { zh: '已经撤销过了。', en: 'That was taken back already.' },
  already_available: { zh: '录像已经到了。', en: 'The recording is here already.' },
  already_escalated: { zh: '已经有人在打电话。', en: 'Somebody is calling them already.' },
  assignment_changed: { zh: '这个小组已经有别的任务了。', en: 'The team has another task by now.' },
  body_too_large: { zh: '内容太大。', en: 'That is too large.' },
  before_last_known_point: { zh: '这个时间早于最后出现的时间。', en: 'That is before he was last seen.' },
  before_the_opening: { zh: '这个时间早于搜寻开始。', en: 'That is before the search was opened.' },
  no_advice_in_hindsight: { zh: '建议只看当时所知。', en: 'There is advice only as it was known then.' },
  no_photo: { zh: '没有照片。', en: 'There is no photo.' },
  unknown_version: { zh: '搜寻还没有到这一步。', en: 'The search has not come so far.' },
  version_and_moment_disagree: {
    zh: '这条记录不属于这个时刻。',
    en: 'This event does not belong to that moment.',
  },
  not_a_member: { zh: '您没有参加这次搜寻。', en: 'You are not part of this search.' },
  not_allowed: { zh: '您的角色不能这样做。', en: 'Your role may not do this.' },
  not_done: { zh: '这一项没有打勾。', en: 'This duty is not ticked.' },
  not_found_yet: { zh: '还没有找到的记录。', en: 'Nobody was found yet.' },
  not_proposed: { zh: '这条改派已经处理过了。', en: 'This redirect was dealt with already.' },
  not_sent: { zh: '这条改派还没有发出。', en: 'This redirect was not sent yet.' },
  not_signed_in: { zh: '请重新登录。', en: 'Please sign in again.' },
  not_your_report: { zh: '这是别人的线索。', en: 'That is somebody else’s report.' },
  not_your_team: { zh: '这是别的小组的任务。', en: 'That is another team’s task.' },
  other_team: { zh: '这是别的小组的任务。', en: 'That is another team’s task.' },
  photo_there: { zh: '这条线索已经有照片了。', en: 'This report has a photo already.' },
  redirect_answered: { zh: '小组已经在路上了。', en: 'The team is on its way already.' },
  redirect_ended: { zh: '这条改派已经结束。', en: 'This redirect is over.' },
  redirect_expired: { zh: '这条改派已经过期。', en: 'This redirect has run out.' },
  search_closed: { zh: '这次搜寻已经结束。', en: 'This search is closed.' },
  search_forgotten: { zh: '这次搜寻的个人信息已经销毁。', en: 'The personal data of this search are destroyed.' },
  search_imported: {
    zh: '这次搜寻是从别处导入的，只能查看。',
    en: 'This search was imported from elsewhere: it can only be read.',
  },
  search_suspended: { zh: '这次搜寻已经暂停。', en: 'This search is paused.' },
  storage_unavailable: { zh: '数据库没有回应，请再试一次。', en: 'The database does not answer; please try again.' },
  team_stood_down: { zh: '这个小组已经收队。', en: 'This team has gone home.' },
  too_many_photos: { zh: '照片太多，请稍后再试。', en: 'Too many photos just now; please try again.' },
  too_many_reports: { zh: '上报太频繁，请稍等一分钟。', en: 'Too many reports; please wait a minute.' },
  unexpected: { zh: '系统出错了，请再试一次。', en: 'Something went wrong; please try again.' },
  unknown_camera: { zh: '没有这个摄像头。', en: 'There is no such camera.' },
  unknown_check: { zh: '没有这次询问。', en: 'There is no such check.' },
  unknown_search: { zh: '没有这次搜寻。', en: 'There is no such search.' },
  unknown_team: { zh: '没有这个小组。', en: 'There is no such team.' },
  wrong_login: { zh: '用户名或密码不对。', en: 'The name or the password is wrong.' },
} as const satisfies Record<string, Record<Language, string>>;

/** The words for a code, if there are any. */
export function refusalWords(code: string | undefined, language: Language): string | null {
  const known: Record<string, Record<Language, string>> = refusals;
  return (code && known[code]?.[language]) || null;
}
