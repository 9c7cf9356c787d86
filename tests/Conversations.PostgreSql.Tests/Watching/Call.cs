namespace Conversations.PostgreSql.Tests.Watching;

/// <summary>A call of the library, and what it is to cost.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Statements">How many statements it runs, the frame of transactions not counted.</param>
/// <param name="RoundTrips">How often it waits for the server.</param>
/// <param name="PrepareAsync">Makes what the call is about, and gives the call.</param>
internal sealed record Call(string Name, int Statements, int RoundTrips, Func<World, Task<Func<Task>>> PrepareAsync);
