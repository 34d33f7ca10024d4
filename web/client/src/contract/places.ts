/** Places of an area that answer to a name (`GET /areas/{area}/places`). */
export interface NamedPlace {
  kind: 'street' | 'crossing' | 'beat' | 'camera';
  name: string;
  lon: number;
  lat: number;
  /** A street that meets it, where others have its name. */
  near: string;
  camera_id: string | null;
}
