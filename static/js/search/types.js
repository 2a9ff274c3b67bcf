// Labels of the types of articles, as site_gen/plan/kinds.py has them. A declared function is
// there before its file has run: start.js, which comes earlier, needs it.
function typeLabels() {
  return {
    analysis: () => pgettext("type of article", "Analysis"),
    article: () => pgettext("type of article", "Article"),
    audio: () => pgettext("type of article", "Audio"),
    blog: () => pgettext("type of article", "Blog"),
    column: () => pgettext("type of article", "Column"),
    comment: () => pgettext("type of article", "Comment"),
    correction: () => pgettext("type of article", "Correction"),
    data: () => pgettext("type of article", "Data"),
    download: () => pgettext("type of article", "Download"),
    editorial: () => pgettext("type of article", "Editorial"),
    event: () => pgettext("type of article", "Event"),
    explainer: () => pgettext("type of article", "Explainer"),
    fact_check: () => pgettext("type of article", "Fact check"),
    feature: () => pgettext("type of article", "Feature"),
    gallery: () => pgettext("type of article", "Gallery"),
    graphic: () => pgettext("type of article", "Graphic"),
    interview: () => pgettext("type of article", "Interview"),
    letter: () => pgettext("type of article", "Letter"),
    link: () => pgettext("type of article", "Link"),
    live: () => pgettext("type of article", "Live"),
    live_blog: () => pgettext("type of article", "Live blog"),
    newsletter: () => pgettext("type of article", "Newsletter"),
    obituary: () => pgettext("type of article", "Obituary"),
    opinion: () => pgettext("type of article", "Opinion"),
    paper: () => pgettext("type of article", "Paper"),
    photo: () => pgettext("type of article", "Photo"),
    photo_essay: () => pgettext("type of article", "Photo essay"),
    podcast: () => pgettext("type of article", "Podcast"),
    press_release: () => pgettext("type of article", "Press release"),
    report: () => pgettext("type of article", "Report"),
    review: () => pgettext("type of article", "Review"),
    slideshow: () => pgettext("type of article", "Slideshow"),
    video: () => pgettext("type of article", "Video"),
  };
}

function typeLabel(type) {
  const words = type.replace(/[\s_-]+/g, " ").trim();
  const label = typeLabels()[words.toLowerCase().replaceAll(" ", "_")];
  return label ? label() : words.charAt(0).toUpperCase() + words.slice(1);
}
