/* Many WebSockets in one process that does next to nothing else, so that it is no bottleneck.

   lean_client PORT REQUESTS MODE SLOW_FROM
     REQUESTS  a file of whole upgrade requests, each ended by a zero byte
     MODE      rounds: of each connection the n-th message; versions: messages of events by up_to
     SLOW_FROM connections from this number on are opened but never read once upgraded (-1: none)

   Prints "open N" once all are upgraded. rounds: "round n last_ns cpu_ns" once all have the n-th
   message. versions: "reached V count last_ns" each time all that read have reached V. Ends when its
   input is closed, then prints "times" and, in versions, a line "V connection ns" for each, and
   "cpu NS". Times are of CLOCK_MONOTONIC. Answers heartbeats. */

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { PREFIX = 40, IN_FLIGHT = 200 };
struct connection {
  int fd, upgraded, seen_end, head_len, prefix_len, slow;
  unsigned char head[10];
  char prefix[PREFIX + 1];
  uint64_t left;
  int in_payload, rounds;
};
struct arrival { int version, connection; int64_t ns; };

static struct connection *all;
static int count, opened, reading, by_version;
static int round_done[1 << 16];
static struct arrival *arrivals;
static size_t arrived, room_for;
static int epoll;

static int64_t clock_ns(clockid_t which) {
  struct timespec t;
  clock_gettime(which, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void message(struct connection *c, int number) {
  int opcode = c->head[0] & 0x0f, deflated = c->head[0] & 0x40;
  if (opcode != 1 && opcode != 2) return;
  if (!by_version) {
    int n = c->rounds++;
    if (++round_done[n & 0xffff] == reading)
      printf("round %d %lld %lld\n", n, (long long)clock_ns(CLOCK_MONOTONIC),
             (long long)clock_ns(CLOCK_PROCESS_CPUTIME_ID));
    return;
  }
  if (opcode != 1 || deflated) return;
  c->prefix[c->prefix_len] = 0;
  int version;
  if (sscanf(c->prefix, "{\"type\":\"events\",\"up_to\":%d", &version) == 1) {
    if (arrived == room_for) {
      room_for = room_for ? 2 * room_for : 1 << 16;
      arrivals = realloc(arrivals, room_for * sizeof *arrivals);
    }
    int64_t now = clock_ns(CLOCK_MONOTONIC);
    arrivals[arrived++] = (struct arrival){version, number, now};
    if (++round_done[version & 0xffff] == reading)
      printf("reached %d %d %lld\n", version, reading, (long long)now);
  } else if (!strncmp(c->prefix, "{\"type\":\"ping\"", 14)) {
    static const char pong[] = "\x81\x8f\0\0\0\0{\"type\":\"pong\"}";
    if (write(c->fd, pong, 6 + 15) < 0) perror("pong");
  }
}

static void bytes(struct connection *c, int number, const unsigned char *p, ssize_t n) {
  while (n > 0) {
    if (!c->in_payload) {
      c->head[c->head_len++] = *p++, n--;
      if (c->head_len < 2) continue;
      int small = c->head[1] & 0x7f, need = small == 126 ? 4 : small == 127 ? 10 : 2;
      if (c->head_len < need) continue;
      c->left = small;
      if (need > 2) {
        c->left = 0;
        for (int i = 2; i < need; i++) c->left = c->left << 8 | c->head[i];
      }
      c->in_payload = 1, c->prefix_len = 0;
    }
    ssize_t take = (uint64_t)n < c->left ? n : (ssize_t)c->left;
    int keep = PREFIX - c->prefix_len;
    if (keep > take) keep = take;
    if (keep > 0) memcpy(c->prefix + c->prefix_len, p, keep), c->prefix_len += keep;
    p += take, n -= take, c->left -= take;
    if (!c->left) message(c, number), c->in_payload = 0, c->head_len = 0;
  }
}

static void readable(int number) {
  static unsigned char buffer[1 << 16];
  struct connection *c = all + number;
  ssize_t n = read(c->fd, buffer, sizeof buffer);
  if (n <= 0) {
    if (n < 0 && errno == EAGAIN) return;
    printf("closed %d\n", number);
    epoll_ctl(epoll, EPOLL_CTL_DEL, c->fd, NULL);
    close(c->fd);
    return;
  }
  const unsigned char *p = buffer;
  if (!c->upgraded) {
    static const char end[] = "\r\n\r\n";
    while (n > 0 && c->seen_end < 4) {
      c->seen_end = *p == end[c->seen_end] ? c->seen_end + 1 : *p == '\r';
      p++, n--;
    }
    if (c->seen_end < 4) return;
    if (memmem(buffer, 16, " 101", 4) == NULL) {
      fprintf(stderr, "not upgraded: %.60s\n", buffer);
      exit(1);
    }
    c->upgraded = 1, opened++;
    if (c->slow) {
      epoll_ctl(epoll, EPOLL_CTL_DEL, c->fd, NULL);
      return;
    }
  }
  bytes(c, number, p, n);
}

int main(int argc, char **argv) {
  if (argc != 5) return 2;
  int port = atoi(argv[1]), slow_from = atoi(argv[4]);
  by_version = !strcmp(argv[3], "versions");
  FILE *file = fopen(argv[2], "r");
  static char requests[64 << 20];
  size_t size = fread(requests, 1, sizeof requests - 1, file);
  for (size_t i = 0; i < size; i++) count += !requests[i];
  all = calloc(count, sizeof *all);
  reading = slow_from < 0 ? count : slow_from;
  setvbuf(stdout, NULL, _IOLBF, 1 << 16);
  epoll = epoll_create1(0);
  struct epoll_event input = {.events = EPOLLIN, .data.fd = -1};
  epoll_ctl(epoll, EPOLL_CTL_ADD, 0, &input);
  char *next = requests;
  int begun = 0, said = 0;
  struct epoll_event events[512];
  for (;;) {
    while (begun < count && begun - opened < IN_FLIGHT) {
      struct connection *c = all + begun;
      struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};
      to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
      c->fd = socket(AF_INET, SOCK_STREAM, 0);
      c->slow = slow_from >= 0 && begun >= slow_from;
      int one = 1, little = 4096;
      setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
      if (c->slow) setsockopt(c->fd, SOL_SOCKET, SO_RCVBUF, &little, sizeof little);
      if (c->fd < 0 || connect(c->fd, (struct sockaddr *)&to, sizeof to) < 0) {
        perror("connect");
        return 1;
      }
      size_t length = strlen(next);
      if (write(c->fd, next, length) != (ssize_t)length) return 1;
      next += length + 1;
      fcntl(c->fd, F_SETFL, O_NONBLOCK);
      struct epoll_event e = {.events = EPOLLIN, .data.fd = begun++};
      epoll_ctl(epoll, EPOLL_CTL_ADD, c->fd, &e);
    }
    if (!said && opened == count) said = printf("open %d\n", count);
    int n = epoll_wait(epoll, events, 512, -1);
    for (int i = 0; i < n; i++) {
      if (events[i].data.fd >= 0) {
        readable(events[i].data.fd);
        continue;
      }
      char c;
      if (read(0, &c, 1) > 0) continue;
      printf("times\n");
      if (by_version)
        for (size_t k = 0; k < arrived; k++)
          printf("%d %d %lld\n", arrivals[k].version, arrivals[k].connection,
                 (long long)arrivals[k].ns);
      printf("cpu %lld\n", (long long)clock_ns(CLOCK_PROCESS_CPUTIME_ID));
      return 0;
    }
  }
}
