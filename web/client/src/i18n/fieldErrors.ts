/** What is wrong with a field, in the reader's language, by the stable code of the field error. */
import { counted } from './plural';
import type { FieldError } from '../net/api';
import type { Language } from './language';

type Expected = NonNullable<FieldError['expected']>;
type Words = Record<Language, string | ((expected: Expected) => string)>;

const bounds: Record<Language, (expected: Expected) => string> = {
  zh: ({ at_least, above, at_most, below }) => {
    const parts = [
      at_least === undefined ? '' : `不小于 ${at_least}`,
      above === undefined ? '' : `大于 ${above}`,
      at_most === undefined ? '' : `不大于 ${at_most}`,
      below === undefined ? '' : `小于 ${below}`,
    ].filter(Boolean);
    return parts.length ? `应${parts.join('、')}` : '超出范围';
  },
  en: ({ at_least, above, at_most, below }) => {
    const parts = [
      at_least === undefined ? '' : `at least ${at_least}`,
      above === undefined ? '' : `above ${above}`,
      at_most === undefined ? '' : `at most ${at_most}`,
      below === undefined ? '' : `below ${below}`,
    ].filter(Boolean);
    return parts.length ? `must be ${parts.join(' and ')}` : 'is out of range';
  },
};

/** What is wrong with one point of a track, counted from 1 where its number is known. */
const points: Record<Language, (words: string) => (expected: Expected) => string> = {
  zh: (words) => ({ fix }) => (fix === undefined ? words : `第 ${fix + 1} 个点${words}`),
  en: (words) => ({ fix }) => (fix === undefined ? words : `point ${fix + 1} ${words}`),
};

export const fieldErrors = {
  missing: { zh: '没有填写', en: 'is missing' },
  unknown_field: { zh: '系统不认识这一项', en: 'is not known here' },
  not_text: { zh: '应为文字', en: 'must be text' },
  too_short: {
    zh: ({ at_least }) => (at_least === undefined || at_least === 1 ? '不能为空' : `至少 ${at_least} 个字`),
    en: ({ at_least }) => (at_least === undefined || at_least === 1 ? 'must not be empty' : `needs at least ${counted(at_least, 'character', 'characters')}`),
  },
  too_long: {
    zh: ({ at_most }) => (at_most === undefined ? '太长' : `最多 ${at_most} 个字`),
    en: ({ at_most }) => (at_most === undefined ? 'is too long' : `may have at most ${counted(at_most, 'character', 'characters')}`),
  },
  too_few: {
    zh: ({ at_least }) => (at_least === undefined ? '太少' : `至少要有 ${at_least} 个`),
    en: ({ at_least }) => (at_least === undefined ? 'has too few' : `needs at least ${at_least}`),
  },
  too_many: {
    zh: ({ at_most }) => (at_most === undefined ? '太多' : `最多 ${at_most} 个`),
    en: ({ at_most }) => (at_most === undefined ? 'has too many' : `may have at most ${at_most}`),
  },
  wrong_form: { zh: '格式不对，或有不能用的字符', en: 'has the wrong form or a character that cannot be used' },
  not_one_of: {
    zh: ({ one_of }) => (one_of?.length ? `应为其中之一：${one_of.join('、')}` : '不在可选范围内'),
    en: ({ one_of }) => (one_of?.length ? `must be one of: ${one_of.join(', ')}` : 'is not one of the choices'),
  },
  not_a_number: { zh: '应为数字', en: 'must be a number' },
  not_a_whole_number: { zh: '应为整数', en: 'must be a whole number' },
  not_yes_or_no: { zh: '应为是或否', en: 'must be yes or no' },
  not_a_list: { zh: '应为列表', en: 'must be a list' },
  not_an_object: { zh: '内容的形式不对', en: 'has the wrong form' },
  out_of_range: bounds,
  not_a_time: { zh: '应为带时区的时间', en: 'must be a time with its time zone' },
  time_out_of_range: { zh: '年份应在 1900 到 2200 之间', en: 'must lie between the years 1900 and 2200' },
  in_the_future: { zh: '不能晚于现在', en: 'must not lie in the future' },
  in_the_past: { zh: '不能早于现在', en: 'must lie in the future' },
  ends_before_begin: { zh: '应晚于开始时间', en: 'must be later than the beginning' },
  not_a_place: { zh: '不是地图上的地点', en: 'is not a place on the map' },
  swapped_place: { zh: '经度和纬度好像写反了', en: 'looks as if longitude and latitude are swapped' },
  outside_area: { zh: '地点在辖区以外', en: 'lies outside the area' },
  not_evidence: { zh: '不是依据，不能改动', en: 'is no evidence, which alone can be changed' },
  outside_the_search: { zh: '不在这次搜寻的时间内', en: 'lies outside the time of this search' },
  twice: { zh: '改了两次', en: 'is changed twice' },
  not_a_photo: { zh: '不是照片（应为 JPEG、PNG 或 WebP）', en: 'is no picture (JPEG, PNG or WebP)' },
  broken_photo: { zh: '文件损坏或不完整', en: 'is broken or cut off' },
  photo_too_large: { zh: '像素太多', en: 'has too many pixels' },
  segment_or_place: { zh: '路段和地点应给出一种', en: 'needs a street or a place, and only one of them' },
  half_a_place: { zh: '经度和纬度应一起填写', en: 'needs longitude and latitude together' },
  not_a_fix: { zh: points.zh('应为经度、纬度和时间'), en: points.en('must be longitude, latitude and time') },
  not_in_order: { zh: points.zh('时间早于前一个点'), en: points.en('is earlier than the one before') },
  streets_or_track: { zh: '路段和轨迹应给出一种', en: 'needs streets or a track, and only one of them' },
  no_street_near: {
    zh: ({ at_most }) => (at_most === undefined ? '附近没有路' : `${at_most} 米内没有路`),
    en: ({ at_most }) => (at_most === undefined ? 'has no street near it' : `has no street within ${at_most} m`),
  },
  no_sure_fix: { zh: '这段时间没有足够准的位置', en: 'has no position in this time that is sure enough' },
  too_fast: { zh: '走得太快，不能算排查', en: 'was too fast to search streets' },
  too_sparse: { zh: '位置太少，看不出走了哪条路', en: 'has too few positions to tell which streets' },
  no_street_walked: { zh: '没有走完任何一段路', en: 'goes along no street for most of its length' },
  not_plain: { zh: '只能是文字、数字和列表', en: 'may hold only text, numbers and lists' },
  too_large: {
    zh: ({ at_most }) => (at_most === undefined ? '内容太多' : `内容太多，最多 ${at_most} 字节`),
    en: ({ at_most }) => (at_most === undefined ? 'is too large' : `is too large, at most ${counted(at_most, 'byte', 'bytes')}`),
  },
  other_team: { zh: '属于别的小组', en: 'belongs to another team' },
  unknown_beat: { zh: '没有这个责任区', en: 'names a beat that is not there' },
  unknown_clearance: { zh: '没有这条记录', en: 'names a clearance that is not there' },
  unknown_outage: { zh: '没有这条停用记录', en: 'names an outage that is not there' },
  unknown_sweep: { zh: '没有这条排查记录', en: 'names a search of streets that is not there' },
  unknown_camera: { zh: '没有这个摄像头', en: 'names a camera that is not there' },
  unknown_team: { zh: '没有这个小组', en: 'names a team that is not there' },
  unknown_area: { zh: '没有这个辖区', en: 'names an area that is not there' },
} as const satisfies Record<string, Words>;

/** Names of fields that people fill in. */
const FIELDS: Record<string, Record<Language, string>> = {
  name: { zh: '姓名或名称', en: 'Name' },
  age: { zh: '年龄', en: 'Age' },
  clothing: { zh: '衣着', en: 'Clothing' },
  label: { zh: '地点名称', en: 'Name of the place' },
  lon: { zh: '地点', en: 'Place' },
  lat: { zh: '地点', en: 'Place' },
  at: { zh: '时间', en: 'Time' },
  occurred_at: { zh: '时间', en: 'Time' },
  reported_at: { zh: '报警时间', en: 'Time of the report' },
  from: { zh: '开始时间', en: 'Beginning' },
  until: { zh: '结束时间', en: 'End' },
  note: { zh: '备注', en: 'Note' },
  photo: { zh: '照片', en: 'Photo' },
  reason: { zh: '原因', en: 'Reason' },
  mobility: { zh: '行动方式', en: 'How he moves' },
  mode: { zh: '小组的交通方式', en: 'How the team moves' },
  beat: { zh: '责任区', en: 'Beat' },
  camera_id: { zh: '摄像头', en: 'Camera' },
  team_id: { zh: '小组', en: 'Team' },
  segments: { zh: '路段', en: 'Streets' },
  target: { zh: '目的地', en: 'Target' },
  grade: { zh: '画面质量', en: 'Picture quality' },
  pod: { zh: '发现概率', en: 'Probability of detection' },
  playback_speed: { zh: '播放速度', en: 'Playback speed' },
  offset_s: { zh: '时钟偏差', en: 'Clock offset' },
  minutes: { zh: '分钟数', en: 'Minutes' },
  radius_m: { zh: '半径', en: 'Radius' },
  password: { zh: '密码', en: 'Password' },
  q: { zh: '地点名称', en: 'Name of the place' },
};

export function fieldName(field: string, language: Language): string {
  const last = field.split('.').findLast((part) => !/^\d+$/.test(part)) ?? field;
  return FIELDS[last]?.[language] ?? field;
}

/** "Age: must be at most 120"; a code that is not known leaves the service's own words. */
export function fieldWords({ field, message, code, expected }: FieldError, language: Language): string {
  const known: Record<string, Words> = fieldErrors;
  const words = code && Object.hasOwn(known, code) ? known[code]?.[language] : undefined;
  const said = typeof words === 'function' ? words(expected ?? {}) : words;
  const name = fieldName(field, language);
  return language === 'zh' ? `${name}：${said ?? message}` : `${name}: ${said ?? message}`;
}
