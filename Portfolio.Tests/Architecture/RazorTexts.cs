using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Portfolio.Tests.Architecture;

/// <summary>
/// The words that a .razor file itself shows: between tags, in attributes that are read out or shown, and in the
/// values of the expressions there. Conditions, arguments and the code block are no words.
/// </summary>
internal sealed partial class RazorTexts
{
    private static readonly string[] Shown =
        ["alt", "aria-label", "arialabel", "aria-valuetext", "label", "placeholder", "title"];

    private static readonly string[] Void = ["base", "br", "hr", "img", "input", "link", "meta"];

    private readonly string page;
    private readonly string[] exceptions;
    private readonly List<string> found = [];

    /// <summary>For each open block of code true, for each open element false.</summary>
    private readonly Stack<bool> within = new();

    private int at;

    /// <summary>In code: a statement may begin here, and so may a tag.</summary>
    private bool begins;

    private RazorTexts(string page, string[] exceptions) =>
        (this.page, this.exceptions) = (Unread().Replace(page.Split("@code", 2)[0], ""), exceptions);

    private bool InCode => within.TryPeek(out var code) && code;

    /// <param name="exceptions">Words that may stand in a page.</param>
    public static IReadOnlyList<string> Of(string page, params string[] exceptions)
    {
        var texts = new RazorTexts(page, exceptions);
        while (texts.at < texts.page.Length)
            texts.ReadOn();
        return texts.found;
    }

    private void ReadOn()
    {
        if (page[at] is '@')
            ReadTransition();
        else if (IsTag())
            ReadTag();
        else if (InCode)
            ReadCode();
        else
            ReadText();
    }

    private void ReadTransition()
    {
        at++;
        begins = true;
        if (page[at] is '{')
            OpenBlock(hasCondition: false);
        else if (Skips(Statement()))
            OpenBlock(hasCondition: true);
        else
            Judge(SyntaxFactory.ParseExpression(ReadExpression()));
    }

    private bool IsTag() =>
        page[at] is '<' && at + 1 < page.Length && (char.IsLetter(page[at + 1]) || page[at + 1] is '/' or '!')
        && (begins || !InCode);

    private void ReadTag()
    {
        begins = true;
        if (page[at + 1] is '/' or '!')
        {
            if (page[at + 1] is '/')
                within.Pop();
            at = page.IndexOf('>', at) + 1;
            return;
        }

        var name = Take(TagStart());
        while (!Skips(TagEnd()))
            ReadAttribute();
        if (page[at - 2] is not '/' && !Void.Contains(name[1..]))
            within.Push(false);
    }

    private void ReadAttribute()
    {
        var name = Take(AttributeName()).ToLowerInvariant();
        if (name is "")
            throw new FormatException($"Not an attribute: {page[at..Math.Min(page.Length, at + 40)]}");

        if (!Skips(ValueStart()))
            return;

        var (start, quote) = (found.Count, page[at - 1]);
        for (var before = at; page[at] != quote; before = at)
        {
            at = page.IndexOfAny(['@', quote], at);
            Judge(page[before..at]);
            if (page[at] is '@')
                ReadTransition();
        }

        at++;
        if (!Shown.Contains(name))
            found.RemoveRange(start, found.Count - start);
    }

    private void ReadText()
    {
        var start = at++;
        while (at < page.Length && page[at] is not '@' && !IsTag())
            at++;
        Judge(page[start..at]);
    }

    private void ReadCode()
    {
        var token = Tokens().First();
        if (token.SpanStart > at)
        {
            at = token.SpanStart;
            return;
        }

        at = token.Span.End;
        begins = token.Text is "{" or "}" or ";" or ":";
        if (token.IsKind(SyntaxKind.OpenBraceToken))
            within.Push(true);
        if (token.IsKind(SyntaxKind.CloseBraceToken) && within.Pop() && Skips(Else()))
            OpenBlock(hasCondition: page[at] is '(');
    }

    private void OpenBlock(bool hasCondition)
    {
        if (hasCondition)
            at = EndOfBrackets();
        Skips(BlockStart());
        begins = true;
        within.Push(true);
    }

    /// <summary>Ends as Razor ends it: a dot before a blank belongs to the text.</summary>
    private string ReadExpression()
    {
        var start = at;
        Skips(Name());
        do
        {
            while (at < page.Length && page[at] is '(' or '[')
                at = EndOfBrackets();
        }
        while (at < page.Length && Skips(Member()));
        return page[start..at];
    }

    private int EndOfBrackets()
    {
        var depth = 0;
        foreach (var token in Tokens())
        {
            if (token.Text is "(" or "[" or "{")
                depth++;
            if (token.Text is ")" or "]" or "}")
                depth--;
            if (depth is 0)
                return token.Span.End;
        }

        throw new FormatException("A bracket is not closed.");
    }

    private IEnumerable<SyntaxToken> Tokens() => SyntaxFactory.ParseTokens(page, at, at);

    private bool Skips(Regex next) => next.Match(page, at) is { Success: true } match && (at += match.Length) > 0;

    private string Take(Regex next)
    {
        var start = at;
        Skips(next);
        return page[start..at].Trim();
    }

    private void Judge(ExpressionSyntax expression)
    {
        foreach (var token in expression.DescendantTokens(IsValue))
        {
            if (token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken)
                Judge(token.ValueText);
        }
    }

    private static bool IsValue(SyntaxNode node) => node
        is not (ArgumentSyntax or PatternSyntax or WhenClauseSyntax or InterpolationFormatClauseSyntax)
        && node.Kind() is not (SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression);

    private void Judge(string text)
    {
        var rest = exceptions.Aggregate(Entity().Replace(text, ""), (words, known) => words.Replace(known, ""));
        if (rest.Any(char.IsLetter))
            found.Add(text.Trim());
    }

    [GeneratedRegex(@"@\*.*?\*@|^@(page|layout|inherits|inject|implements|attribute|typeparam|using) .*?$",
        RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Unread();

    [GeneratedRegex(@"\G(if|foreach|for|while|switch|using|lock)\s*(?=\()")]
    private static partial Regex Statement();

    [GeneratedRegex(@"\G\s*else\b(\s+if\s*(?=\())?")]
    private static partial Regex Else();

    [GeneratedRegex(@"\G\s*\{")]
    private static partial Regex BlockStart();

    [GeneratedRegex(@"\G<[\w.]+")]
    private static partial Regex TagStart();

    [GeneratedRegex(@"\G\s*/?>")]
    private static partial Regex TagEnd();

    [GeneratedRegex(@"\G\s*@?[\w.:-]+")]
    private static partial Regex AttributeName();

    [GeneratedRegex(@"\G\s*=\s*[""']")]
    private static partial Regex ValueStart();

    [GeneratedRegex(@"\G(await\s+)?\w+")]
    private static partial Regex Name();

    [GeneratedRegex(@"\G!?\??\.\w+")]
    private static partial Regex Member();

    [GeneratedRegex(@"&#?\w+;")]
    private static partial Regex Entity();
}
