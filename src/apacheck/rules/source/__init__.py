"""Rules of the source by the kind of work: reports, conferences, theses, media, social posts, webpages and the law."""
