namespace Portfolio.Tests;

/// <summary>Tests that run after all others and one after the other.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
