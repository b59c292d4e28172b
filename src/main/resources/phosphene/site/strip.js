// The other photos of the collection, a chunk of them at a time.
'use strict';

(() => {
  const { make, button } = phosphene;

  phosphene.Strip = class {
    /**
     * @param progress where it is told that photos cannot be loaded
     * @param root the way from this page to the gallery
     * @param here the folder of this page, as the strip names it
     */
    constructor(home, progress, root, here) {
      this.home = home;
      this.progress = progress;
      this.root = root;
      this.here = here;
      this.list = make('ul', '');
      this.earlier = button('more', '‹', 'Earlier photos', () => this.more(this.first - 1));
      this.later = button('more', '›', 'Later photos', () => this.more(this.last + 1));
      this.home.append(this.earlier, this.list, this.later);
      this.home.hidden = true;
    }

    /** Shows the chunk that holds this page's photo. */
    async show(chunk) {
      this.all = await phosphene.load(`${this.root}site/strips.js`, 'strips', () => {});
      this.first = this.last = chunk;
      this.list.append(...(await this.entries(chunk)));
      this.mark();
      this.home.hidden = this.all.photos < 2;
      const current = this.list.querySelector('[aria-current]');
      if (current) {
        this.list.scrollLeft = current.offsetLeft - this.list.clientWidth / 2 + current.clientWidth / 2;
      }
    }

    async more(chunk) {
      const asked = chunk < this.first ? this.earlier : this.later;
      let next = asked;
      this.earlier.disabled = this.later.disabled = true;
      try {
        const entries = await this.entries(chunk);
        if (asked === this.earlier) {
          this.first = chunk;
          this.list.prepend(...entries);
        } else {
          this.last = chunk;
          this.list.append(...entries);
        }
        next = entries[0].firstChild;
      } catch (problem) {
        this.progress.fail(problem);
      } finally {
        this.mark();
      }
      next.focus();
    }

    mark() {
      this.earlier.disabled = this.later.disabled = false;
      this.earlier.hidden = this.first === 0;
      this.later.hidden = this.last >= this.all.chunks - 1;
    }

    async entries(chunk) {
      const photos = await phosphene.load(`${this.root}site/strips/${chunk}.js`, 'strip', () => {});
      return photos.map(([folder, name]) => this.entry(folder, name));
    }

    entry(folder, name) {
      const picture = make('img', '');
      picture.loading = 'lazy';
      picture.alt = name;
      picture.width = picture.height = 56;
      picture.src = `${this.root}${folder}/photo.jpg`;
      const link = make('a', '', picture);
      link.href = `${this.root}${folder}/index.html`;
      link.title = name;
      if (folder === this.here) {
        link.setAttribute('aria-current', 'page');
      }
      return make('li', '', link);
    }
  };
})();
