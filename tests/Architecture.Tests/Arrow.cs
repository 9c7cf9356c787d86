namespace Architecture;

/// <summary>One room uses another: the first place where it does, and what it names there.</summary>
internal sealed record Arrow(string From, string To, string Example);
