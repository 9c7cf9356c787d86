using Conversations.Mutation;

var root = Environment.CurrentDirectory;
var names = Scope.All.Select(scope => scope.Name).ToList();
if (args.Except(names).FirstOrDefault() is { } unknown)
{
    Console.Error.WriteLine($"There is no scope '{unknown}'. Pass none, to run all, or some of: {string.Join(", ", names)}.");
    return 2;
}

// Results of other sources stay where they are, and a run that was interrupted goes on with those of these sources.
var stryker = new Stryker(root, Path.Combine(root, "artifacts", "mutation", await Sources.HashAsync(root)));
await Canary.CheckAsync(stryker);
var isBelow = false;
foreach (var scope in Scope.All.Where(scope => args.Length == 0 || args.Contains(scope.Name)))
{
    var tested = (await MutantsAsync(scope)).Where(mutant => mutant.IsTested).ToList();
    foreach (var mutant in tested.Where(mutant => !mutant.IsKilled))
        Console.WriteLine($"  {mutant}");

    var score = 100.0 * tested.Count(mutant => mutant.IsKilled) / tested.Count;
    var timeouts = tested.Count(mutant => mutant.Status == "Timeout");
    Console.WriteLine($"{scope.Name}: {score:F1} % of {tested.Count} mutants killed, {timeouts} of them by a timeout; target {scope.Target} %");

    // No mutant at all is no success: the score is not a number then.
    isBelow |= !(score >= scope.Target);
}

return isBelow ? 1 : 0;

async Task<IReadOnlyList<Mutant>> MutantsAsync(Scope scope)
{
    if (scope.Sample is not { } count)
        return await RunAsync(scope.Name, [$"**/{scope.Folder}/**/*.cs"], scope.Tests);

    var sample = Sample.Of(await RunAsync($"{scope.Name}-list", [$"**/{scope.Folder}/**/*.cs"], Scope.NoTests), count);
    var chosen = sample.Select(mutant => mutant.Key).ToHashSet();
    return [.. (await RunAsync($"{scope.Name}-sample", Sample.Patterns(sample), scope.Tests)).Where(mutant => chosen.Contains(mutant.Key))];
}

Task<IReadOnlyList<Mutant>> RunAsync(string name, IReadOnlyList<string> mutate, string tests) =>
    stryker.RunAsync(name, "tests/Mutation/Tests", "Conversations.Core.csproj", mutate, tests);
