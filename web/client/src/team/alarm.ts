/** Sound and vibration until somebody answers. Browsers allow sound only after a first touch. */
let context: AudioContext | null = null;
let timer: ReturnType<typeof setInterval> | undefined;

/** Called in a touch, so that later alarms may sound. */
export function allowSound(): void {
  context ??= new AudioContext();
  void context.resume();
}

export const soundAllowed = () => context?.state === 'running';

function beep(): void {
  // Browsers refuse to vibrate, and say so, before the first touch.
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.([300, 120, 300]);
  if (!context || context.state !== 'running') return;
  const start = context.currentTime;
  [880, 660].forEach((hertz, i) => {
    const tone = context!.createOscillator();
    const volume = context!.createGain();
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0.25, start + i * 0.22);
    volume.gain.exponentialRampToValueAtTime(0.001, start + i * 0.22 + 0.2);
    tone.connect(volume).connect(context!.destination);
    tone.start(start + i * 0.22);
    tone.stop(start + i * 0.22 + 0.2);
  });
}

export function startAlarm(): void {
  if (timer !== undefined) return;
  beep();
  timer = setInterval(beep, 3000);
}

export function stopAlarm(): void {
  clearInterval(timer);
  timer = undefined;
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(0);
}
