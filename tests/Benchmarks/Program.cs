using CampaignTasks.Benchmarks;

// dotnet run -c Release --project tests/Benchmarks -- end-to-end [recipients] | schedules | waiting [tasks due] | customers [azurite|memory] | cold-start [starts]
return args switch
{
    ["sink", var port] => await Sink.RunAsync(int.Parse(port, System.Globalization.CultureInfo.InvariantCulture), keepsTimes: false),
    ["sink", var port, "times"] => await Sink.RunAsync(int.Parse(port, System.Globalization.CultureInfo.InvariantCulture), keepsTimes: true),
    ["waiting"] => await WaitingTasks.RunAsync(tasks: 10_000, dueAtOnce: 1_000),
    ["waiting", var tasks, var due] => await WaitingTasks.RunAsync(
        int.Parse(tasks, System.Globalization.CultureInfo.InvariantCulture), int.Parse(due, System.Globalization.CultureInfo.InvariantCulture)),
    ["end-to-end"] => await EndToEnd.RunAsync(recipients: 100_000),
    ["end-to-end", var recipients] => await EndToEnd.RunAsync(int.Parse(recipients, System.Globalization.CultureInfo.InvariantCulture)),
    ["schedules"] => Schedules.Run(),
    ["customers"] => await Customers.OnAzuriteAsync() + await Customers.InMemoryAsync(),
    ["customers", "azurite"] => await Customers.OnAzuriteAsync(),
    ["customers", "memory"] => await Customers.InMemoryAsync(),
    ["cold-start"] => await ColdStart.RunAsync(starts: 15),
    ["cold-start", var starts] => await ColdStart.RunAsync(int.Parse(starts, System.Globalization.CultureInfo.InvariantCulture)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/Benchmarks -- end-to-end [recipients] | schedules | waiting [tasks due] | customers [azurite|memory] | cold-start [starts]");
    return 2;
}
