namespace Conversations.Histories.Deliveries;

/// <summary>The names of the handlers of the runs.</summary>
public static class HandlerNames
{
    /// <summary>A handler that is there from the beginning.</summary>
    public sealed class First : IHandlerName
    {
        public static string Name => "first";
    }

    /// <summary>Another handler that is there from the beginning.</summary>
    public sealed class Second : IHandlerName
    {
        public static string Name => "second";
    }

    /// <summary>A handler that comes later.</summary>
    public sealed class Late : IHandlerName
    {
        public static string Name => "late";
    }
}
