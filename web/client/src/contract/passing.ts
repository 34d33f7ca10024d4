/** When he can have passed a camera: the answer of `GET .../cameras/{camera_id}/passing`. */
import type { Moment } from './state';

export interface PassingTime {
  from: Moment;
  until: Moment;
  share: number;
}

export interface PassingAnswer {
  version: number;
  camera_id: string;
  times: PassingTime[];
}
