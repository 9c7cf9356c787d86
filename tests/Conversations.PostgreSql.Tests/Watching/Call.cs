namespace Conversations.PostgreSql.Tests.Watching;

/// <summary>A call of the library, and what it must cost.</summary>
/// <param name="Name">What the call does.</param>
/// <param name="Statements">How many statements it runs, without those that begin, limit and end a transaction.</param>
/// <param name="RoundTrips">How often it waits for the server.</param>
/// <param name="PrepareAsync">Makes what the call needs, and returns the call.</param>
internal sealed record Call(string Name, int Statements, int RoundTrips, Func<World, Task<Func<Task>>> PrepareAsync);
