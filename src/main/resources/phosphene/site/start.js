// Starts the page of a photo.
'use strict';

(async () => {
  const { root, chunk, folder, live } = document.documentElement.dataset;
  const progress = new phosphene.Progress();
  try {
    if (!document.createElement('canvas').getContext('webgl2')) {
      throw new Error('Cannot draw the scan: this browser has no WebGL 2');
    }
    const page = new phosphene.Page(root, progress);
    phosphene.page = page;
    const strip = new phosphene.Strip(page.panel.strip, progress, root, folder);
    progress.show('Loading the scan', 0, 0);
    const scan = await phosphene.load('scan.js', 'scan', (part, all) =>
      progress.show('Loading the scan', part, all),
    );
    progress.show('Unpacking', 0, 0);
    page.show(await phosphene.unpacked(scan), 'photo.jpg');
    progress.done();
    if (live) {
      page.live = new phosphene.Live(page);
    }
    await strip.show(Number(chunk));
  } catch (problem) {
    progress.fail(problem);
  }
})();
