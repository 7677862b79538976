//! The table: sites and the feeds of their pages. Data alone; the first rule that fits an address is the one. The
//! comments name where a form is documented or seen; some were written from long use and not read up again. A form that
//! no documentation, code or long use confirms does not belong here.

use super::Rule;

/// A site whose pages hold a number that makes the feed's address.
#[derive(Debug)]
pub(super) struct PageRule {
    /// As [`Rule::hosts`].
    pub(super) hosts: &'static [&'static str],
    /// What stands before the number, the surest first.
    pub(super) marks: &'static [&'static str],
    /// How the number begins.
    pub(super) start: &'static str,
    /// How long it is, where that is fixed.
    pub(super) length: Option<usize>,
    /// The feed, with `{id}`.
    pub(super) feed: &'static str,
}

/// Sites whose pages tell more than their address.
pub(super) const PAGES: &[PageRule] = &[
    // @handles, /c/, /user/ and videos: the channel's number in the page's own data, where its <link> is missing.
    PageRule {
        hosts: &[
            "youtube.com",
            "m.youtube.com",
            "music.youtube.com",
            "youtu.be",
        ],
        marks: &[
            "\"externalChannelId\":\"",
            "itemprop=\"channelId\" content=\"",
            "itemprop=\"identifier\" content=\"",
            "\"externalId\":\"",
            "\"channelId\":\"",
        ],
        start: "UC",
        length: Some(24),
        feed: "https://www.youtube.com/feeds/videos.xml?channel_id={id}",
    },
    // <atom:link rel=self> of SoundCloud's own podcast feeds.
    PageRule {
        hosts: &["soundcloud.com", "m.soundcloud.com"],
        marks: &["soundcloud://users:", "soundcloud:users:"],
        start: "",
        length: None,
        feed: "https://feeds.soundcloud.com/users/soundcloud:users:{id}/sounds.rss",
    },
];

const YOUTUBE: &[&str] = &["youtube.com", "m.youtube.com", "music.youtube.com"];
const GITHUB: &[&str] = &["github.com"];
const GITLAB: &[&str] = &[
    "gitlab.com",
    "framagit.org",
    "salsa.debian.org",
    "invent.kde.org",
    "gitlab.gnome.org",
    "gitlab.freedesktop.org",
    "gitlab.inria.fr",
];
const FORGEJO: &[&str] = &[
    "codeberg.org",
    "gitea.com",
    "code.forgejo.org",
    "git.disroot.org",
];
const REDDIT: &[&str] = &[
    "reddit.com",
    "old.reddit.com",
    "new.reddit.com",
    "np.reddit.com",
];
const STACK: &[&str] = &[
    "stackoverflow.com",
    "*.stackoverflow.com",
    "superuser.com",
    "serverfault.com",
    "askubuntu.com",
    "mathoverflow.net",
    "stackapps.com",
    "*.stackexchange.com",
];
const LOBSTERS: &[&str] = &["lobste.rs", "journalduhacker.net"];
const BLOGGER: &[&str] = &[
    "*.blogspot.com",
    "*.blogspot.fr",
    "*.blogspot.be",
    "*.blogspot.ch",
    "*.blogspot.ca",
    "*.blogspot.de",
    "*.blogspot.co.uk",
];
const WIKIMEDIA: &[&str] = &[
    "*.wikipedia.org",
    "*.wiktionary.org",
    "*.wikibooks.org",
    "*.wikiversity.org",
    "*.wikinews.org",
    "*.wikimedia.org",
    "wikidata.org",
];

/// One rule on one line.
const fn rule(
    hosts: &'static [&'static str],
    path: &'static str,
    feeds: &'static [(&'static str, &'static str)],
) -> Rule {
    Rule {
        hosts,
        path,
        query: "",
        feeds,
    }
}

/// Sites whose addresses tell their feeds.
#[rustfmt::skip] // One rule a line: it is read as a table.
pub(super) const RULES: &[Rule] = &[
    // The <link rel=alternate> of channels; playlist_id in Google's YouTube Data API guides.
    rule(YOUTUBE, "/channel/{id}/{*}", &[("https://www.youtube.com/feeds/videos.xml?channel_id={id}", "")]),
    Rule { hosts: YOUTUBE, path: "/playlist", query: "list", feeds: &[("https://www.youtube.com/feeds/videos.xml?playlist_id={list}", "")], },
    // docs.github.com, "Feeds" (REST API, activity), and the <link>s of releases, tags and commits.
    rule(GITHUB, "/{owner}/{repo}/releases/{*}", &[("https://github.com/{owner}/{repo}/releases.atom", "{owner}/{repo}: releases")]),
    rule(GITHUB, "/{owner}/{repo}/tags/{*}", &[("https://github.com/{owner}/{repo}/tags.atom", "{owner}/{repo}: tags")]),
    rule(GITHUB, "/{owner}/{repo}/{what=commits|tree|blob}/{branch...}", &[("https://github.com/{owner}/{repo}/commits/{branch}.atom", "{owner}/{repo}: {branch}")]),
    rule(GITHUB, "/{owner}/{repo}/commits", &[("https://github.com/{owner}/{repo}/commits.atom", "{owner}/{repo}: commits")]),
    rule(GITHUB, "/{owner}/{repo}/discussions", &[("https://github.com/{owner}/{repo}/discussions.atom", "{owner}/{repo}: discussions")]),
    rule(GITHUB, "/{owner}/{repo}/wiki/{*}", &[("https://github.com/{owner}/{repo}/wiki.atom", "{owner}/{repo}: wiki")]),
    rule(GITHUB, "/orgs/{owner}/{*}", &[("https://github.com/{owner}.atom", "{owner}")]),
    rule(GITHUB, "/{owner~apps|collections|customer-stories|enterprise|explore|features|login|marketplace|notifications|orgs|resources|search|settings|site|solutions|sponsors|stars|topics|trending|users}/{repo}", &[("https://github.com/{owner}/{repo}/releases.atom", "{owner}/{repo}: releases"), ("https://github.com/{owner}/{repo}/tags.atom", "{owner}/{repo}: tags"), ("https://github.com/{owner}/{repo}/commits.atom", "{owner}/{repo}: commits")]),
    rule(GITHUB, "/{owner~about|collections|contact|dashboard|enterprise|explore|features|issues|join|login|logout|marketplace|new|notifications|pricing|pulls|readme|search|security|settings|signup|solutions|sponsors|stars|team|topics|trending}", &[("https://github.com/{owner}.atom", "{owner}")]),
    rule(&["gist.github.com"], "/{owner!}", &[("https://gist.github.com/{owner}.atom", "{owner}")]),
    // GitLab: issue 30988 (releases.atom), app/views/projects (tags, commits, activity).
    rule(GITLAB, "/{group}/{project}/-/tags/{*}", &[("https://{host}/{group}/{project}/-/tags?format=atom", "{project}: tags")]),
    rule(GITLAB, "/{group}/{project}/-/{what=commits|tree}/{branch}/{*}", &[("https://{host}/{group}/{project}/-/commits/{branch}?format=atom", "{project}: {branch}")]),
    rule(GITLAB, "/{group}/{project}/-/releases/{*}", &[("https://{host}/{group}/{project}/-/releases.atom", "{project}: releases")]),
    rule(GITLAB, "/{group}/{team}/{project}/-/releases/{*}", &[("https://{host}/{group}/{team}/{project}/-/releases.atom", "{project}: releases")]),
    rule(GITLAB, "/{group~explore|users|dashboard|help|search|groups|projects|public|-}/{project}", &[("https://{host}/{group}/{project}/-/releases.atom", "{group}/{project}: releases"), ("https://{host}/{group}/{project}/-/tags?format=atom", "{group}/{project}: tags"), ("https://{host}/{group}/{project}.atom", "{group}/{project}")]),
    rule(GITLAB, "/{group~explore|users|dashboard|help|search|groups|projects|public|-}", &[("https://{host}/{group}.atom", "{group}")]),
    // Gitea and Forgejo: routers/web/web.go and routers/web/feed.
    rule(FORGEJO, "/{owner}/{repo}/releases/{*}", &[("https://{host}/{owner}/{repo}/releases.rss", "{owner}/{repo}: releases")]),
    rule(FORGEJO, "/{owner}/{repo}/tags/{*}", &[("https://{host}/{owner}/{repo}/tags.rss", "{owner}/{repo}: tags")]),
    rule(FORGEJO, "/{owner}/{repo}/{what=src|commits}/branch/{branch...}", &[("https://{host}/{owner}/{repo}/rss/branch/{branch}", "{owner}/{repo}: {branch}")]),
    rule(FORGEJO, "/{owner~explore|user|repo|org|api|admin|issues|pulls}/{repo}", &[("https://{host}/{owner}/{repo}/releases.rss", "{owner}/{repo}: releases"), ("https://{host}/{owner}/{repo}/tags.rss", "{owner}/{repo}: tags"), ("https://{host}/{owner}/{repo}.rss", "{owner}/{repo}")]),
    rule(FORGEJO, "/{owner~explore|user|repo|org|api|admin|issues|pulls}", &[("https://{host}/{owner}.rss", "{owner}")]),
    // reddit.com/wiki/rss.
    rule(REDDIT, "/r/{sub}/comments/{id}/{*}", &[("https://www.reddit.com/r/{sub}/comments/{id}/.rss", "")]),
    rule(REDDIT, "/r/{sub}/{sort=hot|new|top|rising|controversial|best}", &[("https://www.reddit.com/r/{sub}/{sort}/.rss", "r/{sub}")]),
    rule(REDDIT, "/r/{sub}", &[("https://www.reddit.com/r/{sub}/.rss", "r/{sub}")]),
    rule(REDDIT, "/user/{name}/m/{multi}", &[("https://www.reddit.com/user/{name}/m/{multi}/.rss", "{multi}")]),
    rule(REDDIT, "/{kind=user|u}/{name}/{*}", &[("https://www.reddit.com/user/{name}/.rss", "u/{name}")]),
    // Stack Exchange: the <link>s of its pages; meta.stackexchange.com, tag rss.
    rule(STACK, "/questions/tagged/{tag}", &[("https://{host}/feeds/tag/{tag}", "{tag}")]),
    rule(STACK, "/questions/{id~tagged|ask}/{*}", &[("https://{host}/feeds/question/{id}", "")]),
    rule(STACK, "/users/{id~login|signup}/{*}", &[("https://{host}/feeds/user/{id}", "")]),
    rule(STACK, "/questions", &[("https://{host}/feeds", "{host}")]),
    rule(STACK, "/", &[("https://{host}/feeds", "{host}")]),
    // The <link> of Hacker News.
    rule(&["news.ycombinator.com"], "/", &[("https://news.ycombinator.com/rss", "Hacker News")]),
    rule(&["news.ycombinator.com"], "/news", &[("https://news.ycombinator.com/rss", "Hacker News")]),
    // Lobsters: config/routes.rb (/rss, /t/:tag.rss).
    rule(LOBSTERS, "/t/{tag}", &[("https://{host}/t/{tag}.rss", "{tag}")]),
    rule(LOBSTERS, "/", &[("https://{host}/rss", "")]),
    // help.medium.com, "RSS feeds".
    rule(&["medium.com"], "/@{user}/{*}", &[("https://medium.com/feed/@{user}", "@{user}")]),
    rule(&["medium.com"], "/tag/{tag}/{*}", &[("https://medium.com/feed/tag/{tag}", "{tag}")]),
    rule(&["medium.com"], "/{name~m|me|p|tag|tags|search|about|membership|new-story|topic|topics|feed|jobs|explore-topics}", &[("https://medium.com/feed/{name}", "{name}")]),
    rule(&["*.medium.com"], "/{*}", &[("https://{host}/feed", "")]),
    // support.substack.com, "Is there an RSS feed for my publication?".
    rule(&["*.substack.com"], "/{*}", &[("https://{host}/feed", "")]),
    // The <link> of Tumblr's blogs.
    rule(&["*.tumblr.com"], "/tagged/{tag}/{*}", &[("https://{host}/tagged/{tag}/rss", "{tag}")]),
    rule(&["*.tumblr.com"], "/{*}", &[("https://{host}/rss", "")]),
    rule(&["tumblr.com"], "/{blog~about|apps|dashboard|explore|help|likes|login|policy|register|search|settings|tagged}", &[("https://{blog}.tumblr.com/rss", "{blog}")]),
    // support.google.com/blogger, "Create, edit, or remove a feed"; /-/label.
    rule(BLOGGER, "/search/label/{label}", &[("https://{host}/feeds/posts/default/-/{label}", "{label}")]),
    rule(BLOGGER, "/{*}", &[("https://{host}/feeds/posts/default", "")]),
    // wordpress.com/support/feeds.
    rule(&["*.wordpress.com"], "/{what=category|tag|author}/{name...}", &[("https://{host}/{what}/{name}/feed/", "{name}")]),
    rule(&["*.wordpress.com"], "/{*}", &[("https://{host}/feed/", "")]),
    // Vimeo's and Dailymotion's feeds as other readers and their own pages name them.
    rule(&["vimeo.com"], "/channels/{name}", &[("https://vimeo.com/channels/{name}/videos/rss", "{name}")]),
    rule(&["vimeo.com"], "/{name!}", &[("https://vimeo.com/{name}/videos/rss", "{name}")]),
    rule(&["dailymotion.com"], "/user/{name}/{*}", &[("https://www.dailymotion.com/rss/user/{name}/1", "{name}")]),
    rule(&["dailymotion.com"], "/{name~video|playlist|search|signin|library|topic|user|partner}", &[("https://www.dailymotion.com/rss/user/{name}/1", "{name}")]),
    // The <link> of a page's history (mediawiki.org, Manual:RSS and Atom feeds).
    rule(WIKIMEDIA, "/wiki/{title...}", &[("https://{host}/w/index.php?title={title}&action=history&feed=atom", "")]),
    // info.arxiv.org/help/rss.html.
    rule(&["arxiv.org"], "/{what=list|archive}/{name}/{*}", &[("https://rss.arxiv.org/rss/{name}", "{name}")]),
    // docs.pypi.org, "RSS feeds".
    rule(&["pypi.org"], "/project/{name}/{*}", &[("https://pypi.org/rss/project/{name}/releases.xml", "{name}")]),
    // crates.io/data-access, "RSS feeds".
    rule(&["crates.io"], "/crates/{name}/{*}", &[("https://static.crates.io/rss/crates/{name}.xml", "{name}")]),
    // The "RSS" of each gem's page; packagist.org/about; sourceforge.net's files.
    rule(&["rubygems.org"], "/gems/{name}/{*}", &[("https://rubygems.org/gems/{name}/versions.atom", "{name}")]),
    rule(&["packagist.org"], "/packages/{vendor}/{name}", &[("https://packagist.org/feeds/package.{vendor}/{name}.rss", "{vendor}/{name}")]),
    rule(&["sourceforge.net"], "/projects/{name}/{*}", &[("https://sourceforge.net/projects/{name}/rss?path=/", "{name}")]),
    // bluesky-social/social-app issues 1491, 7852.
    rule(&["bsky.app"], "/profile/{name}", &[("https://bsky.app/profile/{name}/rss", "{name}")]),
    // The "rss feed" of a package's news.
    rule(&["tracker.debian.org"], "/pkg/{name}/{*}", &[("https://tracker.debian.org/pkg/{name}/rss", "{name}")]),
    // docs.forem.com: /feed/{user}, /feed/tag/{tag}.
    rule(&["dev.to"], "/t/{tag}", &[("https://dev.to/feed/tag/{tag}", "{tag}")]),
    rule(&["dev.to"], "/{name~about|contact|enter|latest|new|privacy|search|settings|t|tags|terms|top|videos}", &[("https://dev.to/feed/{name}", "{name}")]),
];
