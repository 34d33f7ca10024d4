/** The live connection: hello, catch-up, live; comes back by itself and resumes where it was. */
import { CLOSE, type ClientMessage, type ServerMessage } from '../contract/messages';
import { backoff } from './backoff';
import { decodeFrame, plainFrame, READS_PACKED, type BeliefFrame } from './frame';

export type LiveStatus = 'connecting' | 'live' | 'offline' | 'signed-out' | 'forbidden' | 'missing' | 'revoked';

export interface LiveListener {
  message(message: ServerMessage): void;
  frame(frame: BeliefFrame): void;
  status(status: LiveStatus): void;
  /** The version to resume after; null asks for a snapshot. */
  version(): number | null;
}

const FINAL: Record<number, LiveStatus> = {
  [CLOSE.notSignedIn]: 'signed-out',
  [CLOSE.notMember]: 'forbidden',
  [CLOSE.noSuchSearch]: 'missing',
  [CLOSE.revoked]: 'revoked',
};

export class LiveConnection {
  private socket: WebSocket | null = null;
  private attempt = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private silence: ReturnType<typeof setTimeout> | undefined;
  private heartbeatMs = 15_000;
  private resync = false;
  private frames: Promise<void> = Promise.resolve();
  private stopped = false;
  /** The service said that coming back is of no use. */
  private ended = false;

  constructor(
    private readonly searchId: string,
    private readonly listener: LiveListener,
  ) {}

  start(): void {
    addEventListener('online', this.wake);
    addEventListener('offline', this.lost);
    document.addEventListener('visibilitychange', this.wake);
    this.connect();
  }

  stop(): void {
    this.stopped = true;
    removeEventListener('online', this.wake);
    removeEventListener('offline', this.lost);
    document.removeEventListener('visibilitychange', this.wake);
    clearTimeout(this.retry);
    this.drop();
  }

  /** Tells the service that the phone has shown a redirect. */
  delivered(redirectId: string): void {
    this.send({ type: 'delivered', redirect_id: redirectId });
  }

  private connect(): void {
    clearTimeout(this.retry);
    this.drop();
    if (this.stopped) return;
    this.listener.status('connecting');
    const after = this.resync ? null : this.listener.version();
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
    const query = [...(after === null ? [] : [`after=${after}`]), ...(READS_PACKED ? ['packed=yes'] : [])].join('&');
    const socket = new WebSocket(
      `${scheme}//${location.host}/api/v1/searches/${encodeURIComponent(this.searchId)}/live?${query}`,
    );
    socket.binaryType = 'arraybuffer';
    socket.onmessage = (event: MessageEvent<string | ArrayBuffer>) => this.receive(event.data);
    socket.onclose = (event) => this.closed(event.code);
    this.socket = socket;
    // A handshake that never ends counts as silence too.
    this.heard();
  }

  private receive(data: string | ArrayBuffer): void {
    this.heard();
    if (typeof data !== 'string') {
      // One that cannot be read is reported and does not keep the next ones back.
      this.frames = this.frames.then(() => this.unpack(data, this.socket)).catch(reportError);
      return;
    }
    const message = JSON.parse(data) as ServerMessage;
    if (message.type === 'hello') this.heartbeatMs = message.heartbeat_s * 1000;
    if (message.type === 'ping') this.send({ type: 'pong' });
    this.listener.message(message);
    if (message.type === 'snapshot' || message.type === 'events') {
      this.resync = false;
      this.attempt = 0;
      this.listener.status('live');
    }
  }

  /** One after the other, so that none overtakes an older one. */
  private async unpack(data: ArrayBuffer, socket: WebSocket | null): Promise<void> {
    const plain = await plainFrame(data);
    if (socket && socket === this.socket) this.listener.frame(decodeFrame(plain));
  }

  private closed(code: number): void {
    this.socket = null;
    clearTimeout(this.silence);
    const final = FINAL[code];
    if (final) {
      this.ended = true;
      this.listener.status(final);
      return;
    }
    if (code === CLOSE.resync) this.resync = true;
    this.listener.status('offline');
    if (!this.stopped) this.retry = setTimeout(() => this.connect(), backoff(this.attempt++));
  }

  private heard(): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.closeSilent(), this.heartbeatMs * 2.5);
  }

  /** A dead network keeps a socket "open" for minutes: give it up ourselves. */
  private closeSilent(): void {
    this.drop();
    this.closed(1006);
  }

  private readonly wake = () => {
    if (document.visibilityState !== 'visible' || this.socket || this.stopped || this.ended) return;
    this.attempt = 0;
    this.connect();
  };

  private readonly lost = () => {
    if (this.socket) this.closeSilent();
  };

  private drop(): void {
    clearTimeout(this.silence);
    if (!this.socket) return;
    this.socket.onmessage = null;
    this.socket.onclose = null;
    this.socket.close();
    this.socket = null;
  }

  private send(message: ClientMessage): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }
}
