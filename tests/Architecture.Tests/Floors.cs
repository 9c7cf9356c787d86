namespace Architecture;

/// <summary>The rooms of each package by floor, the ground last. A room may use rooms of lower floors only; docs/architecture.md explains them.</summary>
internal static class Floors
{
    internal const int MostInCore = 13;

    private static readonly string[][] _core =
    [
        ["DependencyInjection"],
        [""],
        ["Service"],
        ["Json"],
        ["Lists", "Views", "Watching", "Storage/InMemory"],
        ["Storage", "Decisions/Commands"],
        ["Decisions"],
        ["Model", "Policies"],
        ["Content"],
        ["Text"],
        ["Text/Reading", "Storage/Writing"],
        ["Text/Tree", "Changes", "Errors", "Ids/Derived", "Json/Forms", "Lists/Cursors"],
        ["Ids", "Diagnostics", "Json/Values"],
    ];

    private static readonly string[][] _sqlStore = [["DependencyInjection"], ["Store"], ["Database"], [""]];

    private static readonly string[][] _testing =
    [
        ["Suites/Commits", "Suites/Conversations", "Suites/Costs", "Suites/Delivery", "Suites/Faults", "Suites/History", "Suites/Inbox", "Suites/Messages", "Suites/Notifications", "Suites/Participants", "Suites/Sessions", "Suites/Users", "Suites/Watching"],
        ["Models"],
        [""],
        ["Races", "Reference"],
        ["Assertions", "Rules"],
    ];

    internal static IReadOnlyList<IReadOnlyList<string>> Of(string package) => package switch
    {
        "Conversations.Core" => _core,
        "Conversations.Sqlite" or "Conversations.PostgreSql" => _sqlStore,
        "Conversations.Testing" => _testing,
        "Conversations.AspNetCore" => [["DependencyInjection", "Description"], ["Operations/Server", "Operations/Me", "Events"], ["Operations"], ["Security"], ["Errors"], ["Json"], [""], ["Refusals"]],
        "Conversations.Delivery" => [["DependencyInjection"], ["Notifications"], ["Engine"], ["State"], [""]],
        "Conversations.HealthChecks" => [["DependencyInjection"], [""]],
        "Conversations.Webhooks" => [["DependencyInjection"], ["Sending"], ["Bodies"], [""], ["Signing"]],
        _ => throw new ArgumentException($"The floors of {package} are not drawn: add them to Floors.cs and to docs/architecture.md.", nameof(package)),
    };
}
