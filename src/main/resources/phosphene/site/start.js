// Starts the page of a photo.
'use strict';

(async () => {
  const { root, chunk, folder, live } = document.documentElement.dataset;
  const page = new phosphene.Page(root);
  phosphene.page = page;
  try {
    const strip = new phosphene.Strip(page.panel.strip, root, folder);
    page.progress.show('Loading the scan', 0, 0);
    const scan = await phosphene.load('scan.js', 'scan', (part, all) =>
      page.progress.show('Loading the scan', part, all),
    );
    page.progress.show('Unpacking', 0, 0);
    page.show(await phosphene.unpacked(scan), 'photo.jpg');
    page.progress.done();
    if (live) {
      page.live = new phosphene.Live(page);
    }
    await strip.show(Number(chunk));
  } catch (problem) {
    page.progress.fail(problem);
  }
})();
