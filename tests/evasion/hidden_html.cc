// T3: HTML that a person does not see until they mark or look for it.
#include "tests/evasion/evasion.h"

namespace hallpass::test {
namespace {

Transform styled(const std::string& name, const std::string& style) {
  return {name, [style](const Plant& p) { return html_mail("<p>Hello</p><div style=\"" + style + "\">" + p.text() + "</div>"); }};
}

Transform page(const std::string& name, const std::string& before, const std::string& after) {
  return {name, [before, after](const Plant& p) { return html_mail("<p>Hello</p>" + before + p.text() + after); }};
}

}  // namespace

std::vector<Transform> hidden_html() {
  return {
      styled("display: none", "display: none"),
      styled("display: none, written with a comment", "dis/**/play:/* x */none"),
      styled("display: none !important", "display : NONE ! important"),
      styled("visibility: hidden", "visibility:hidden"),
      styled("no size", "font-size:0px"),
      styled("one pixel", "font-size: 1px; line-height:1px"),
      styled("no opacity", "opacity:0"),
      styled("hardly any opacity", "opacity:.01"),
      styled("outside the page", "position:absolute; left:-9999px"),
      styled("indented out of the page", "text-indent:-9999px"),
      styled("a box of no height", "max-height:0; overflow:hidden"),
      styled("a box of no size", "width:0;height:0;overflow:hidden"),
      styled("clipped away", "position:absolute; clip: rect(0,0,0,0)"),
      styled("scaled to nothing", "transform:scale(0)"),
      styled("transparent", "color:transparent"),
      styled("transparent by rgba", "color:rgba(0,0,0,0)"),
      styled("white", "color:#ffffff"),
      styled("white by name on white", "background:white;color:white"),
      styled("white by rgb", "color: rgb(255, 255, 255)"),
      styled("nearly white", "color:#fefefe"),
      styled("the background's own colour", "background-color:#336699;color:#369"),
      styled("hidden from Outlook", "mso-hide:all"),
      page("a font tag in white", "<font color=\"#FFFFFF\">", "</font>"),
      page("a cell in its own colour", "<table><tr><td bgcolor=\"#003366\"><font color=\"#003366\">", "</font></td></tr></table>"),
      page("a body in its own colour", "</div><body bgcolor=navy text=navy>", "</body>"),
      page("a font of size zero", "<font style='font-size:0pt'>", "</font>"),
      page("the attribute hidden", "<p hidden>", "</p>"),
      page("a style sheet that hides a class", "<style>.q { display:none }</style><p class=q>", "</p>"),
      page("a style sheet's own text", "<style>p::after { content: \"", "\" }</style><p></p>"),
      page("a comment", "<!-- ", " -->"),
      page("a conditional comment", "<!--[if mso]>", "<![endif]-->"),
      page("a revealed conditional comment", "<![if !mso]>", "<![endif]>"),
      page("a script", "<script>var x = '", "';</script>"),
      page("noscript", "<noscript>", "</noscript>"),
      page("a template", "<template><p>", "</p></template>"),
      page("an alternative text", "<img src=x alt=\"", "\">"),
      page("a title", "<span title=\"", "\">x</span>"),
      page("a data attribute", "<span data-x=\"", "\">x</span>"),
      page("an attribute nobody knows", "<span note=\"", "\">x</span>"),
      page("the value of a field", "<input type=hidden value=\"", "\">"),
      page("a description for search engines", "<meta name=description content=\"", "\">"),
      page("a page within the page", "<iframe srcdoc=\"<p>", "</p>\"></iframe>"),
      page("frames that are not shown", "<noframes>", "</noframes>"),
      page("closed details", "<details><summary>x</summary>", "</details>"),
      page("a caption", "<table><caption>", "</caption></table>"),
      page("an address to write to", "<a href=\"mailto:a@burgerstop.test?body=", "\">x</a>"),
      page("the address of a link", "<a href=\"https://burgerstop.test/?q=", "\">x</a>"),
      page("the address of a picture", "<img src=\"https://burgerstop.test/p.gif?q=", "\">"),
      page("a vector picture's description", "<svg><desc>", "</desc></svg>"),
      page("a formula", "<math><mtext>", "</mtext></math>"),
      page("an object's parameter", "<object><param name=x value=\"", "\"></object>"),
      {"a picture that is data", [](const Plant& p) { return html_mail("<p>Hello</p><img src=\"data:text/plain;base64," + base64(p.text(), 0) + "\">"); }},
      {"a link that is a page", [](const Plant& p) { return html_mail("<p>Hello</p><a href=\"data:text/html," + hex(p.text(), "%") + "\">x</a>"); }},
      {"behind the page's end", [](const Plant& p) { return html_mail("<p>Hello</p></body></html>" + std::string(2'000, '\n') + p.text()); }},
      {"before the page", [](const Plant& p) { return mail("Content-Type: text/html\r\n", p.text() + "<html><body>Hello</body></html>"); }},
      {"in the page's title", [](const Plant& p) { return mail("Content-Type: text/html\r\n", "<html><head><title>" + p.text() + "</title></head><body>Hello</body></html>"); }},
  };
}

}  // namespace hallpass::test
