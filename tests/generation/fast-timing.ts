/** Times short enough for tests, ms. */
export const fastTiming = {
  request: 3_000,
  pollFirst: 15,
  pollLongest: 60,
  timeout: 4_000,
  cancelGrace: 150,
  searchFirst: 30,
  searchLongest: 80,
  searchWindow: 600,
  sendTries: 2,
  sendPause: 20,
  tick: 40,
  silence: 600,
  parallel: 6,
  download: { tries: 3, idle: 300, total: 3_000, size: 40_000_000, pause: 20 },
};
