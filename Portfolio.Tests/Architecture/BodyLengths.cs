using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Portfolio.Tests.Architecture;

/// <summary>
/// The lines of each body of code, counted as CONTRIBUTING.md says. The value that a field or a property begins with is
/// a body too; a local function is a part of the body around it.
/// </summary>
internal static class BodyLengths
{
    public static IEnumerable<(string Name, int Lines)> OfCode(string code) =>
        from member in CSharpSyntaxTree.ParseText(code).GetRoot().DescendantNodes(node => BodyOf(node) is null)
        let body = BodyOf(member)
        where body is not null && !IsTable(body)
        select (NameOf(member), LinesOf(body));

    /// <summary>Of the code block of a .razor file.</summary>
    public static IEnumerable<(string Name, int Lines)> OfRazor(string page) =>
        page.Split("@code", 2) is [_, var block] ? OfCode($"class Code {block}") : [];

    private static SyntaxNode? BodyOf(SyntaxNode member) => member switch
    {
        BaseMethodDeclarationSyntax method => method.Body as SyntaxNode ?? method.ExpressionBody?.Expression,
        AccessorDeclarationSyntax accessor => accessor.Body as SyntaxNode ?? accessor.ExpressionBody?.Expression,
        PropertyDeclarationSyntax property => property.ExpressionBody?.Expression ?? property.Initializer?.Value,
        IndexerDeclarationSyntax indexer => indexer.ExpressionBody?.Expression,
        VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } field => field.Initializer?.Value,
        _ => null,
    };

    private static string NameOf(SyntaxNode member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        AccessorDeclarationSyntax { Parent.Parent: { } property } accessor =>
            $"{NameOf(property)}.{accessor.Keyword.Text}",
        PropertyDeclarationSyntax property => property.Identifier.Text,
        VariableDeclaratorSyntax field => field.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        _ => member.Kind().ToString(),
    };

    private static int LinesOf(SyntaxNode body) =>
        LinesOf(body.GetLocation()) - (body is BlockSyntax ? 2 : 0) - body.DescendantTokens().Sum(LinesOfText);

    /// <summary>Within a raw literal, by its first token.</summary>
    private static int LinesOfText(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.Utf8MultiLineRawStringLiteralToken =>
            LinesOf(token.GetLocation()) - 2,
        SyntaxKind.InterpolatedMultiLineRawStringStartToken when token.Parent is { } literal =>
            LinesOf(literal.GetLocation()) - 2,
        _ => 0,
    };

    private static int LinesOf(Location location)
    {
        var lines = location.GetLineSpan();
        return lines.EndLinePosition.Line - lines.StartLinePosition.Line + 1;
    }

    /// <summary>One value for each case, or a list of values, without any logic.</summary>
    private static bool IsTable(SyntaxNode body) => body switch
    {
        BlockSyntax { Statements: [ReturnStatementSyntax { Expression: { } value }] } => IsTable(value),
        SwitchExpressionSyntax table => table.Arms.All(arm => arm.WhenClause is null && IsData(arm.Expression)),
        BaseObjectCreationExpressionSyntax or CollectionExpressionSyntax => IsData(body),
        _ => false,
    };

    private static bool IsData(SyntaxNode value) => !value.DescendantNodesAndSelf().Any(part => part
        is InvocationExpressionSyntax or AnonymousFunctionExpressionSyntax or SwitchExpressionSyntax
        or ConditionalExpressionSyntax or QueryExpressionSyntax or AwaitExpressionSyntax);
}
