using Portfolio.Api.Pages.Shell;

namespace Portfolio.Tests.Pages;

public sealed class StyleRulesTests
{
    [Theory]
    [InlineData(".used{a:1}.other{a:2}", ".used{a:1}")]
    [InlineData(".used,.other .used,body{a:1}", ".used,body{a:1}")]
    [InlineData(".used:not(.other):is(.a,.b(1)),.other{a:1}", ".used:not(.other):is(.a,.b(1)){a:1}")]
    [InlineData("@media(min-width:1px){.other{a:1}.used{a:2}}", "@media(min-width:1px){.used{a:2}}")]
    [InlineData("@media print{.other{a:1}}", "")]
    [InlineData("@keyframes turn{to{a:1}}@-webkit-keyframes turn{to{a:1}}", "@keyframes turn{to{a:1}}")]
    [InlineData("\uFEFF/*! .other{ */.used{a:1}", ".used{a:1}")]
    public void A_sheet_keeps_the_rules_of_the_classes_that_are_used(string sheet, string kept) =>
        Assert.Equal(kept, StyleRules.Keep(sheet, name => name is "used"));
}
