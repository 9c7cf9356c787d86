namespace Conversations.Mutation;

/// <summary>Code whose mutants have known fates: with them, ./mutate checks that Stryker works before it believes any other result.</summary>
public static class Canary
{
    /// <summary>Returns the sum. Each mutant must die.</summary>
    public static int Sum(int one, int other) => one + other;

    /// <summary>Returns the larger number. The mutant <c>&gt;=</c> changes nothing, so it must survive.</summary>
    public static int Maximum(int one, int other) => one > other ? one : other;

    /// <summary>Returns twice the number. No test calls it.</summary>
    public static int Twice(int one) => one * 2;
}
