namespace Conversations.Tests.Storage.Faults;

/// <summary>When a write fails.</summary>
internal enum FaultMoment
{
    /// <summary>Before it is applied.</summary>
    Before,

    /// <summary>After it was applied, so that its answer is lost.</summary>
    After,
}
