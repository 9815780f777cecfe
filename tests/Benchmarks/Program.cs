using System.Globalization;
using CampaignTasks.Benchmarks;

return args switch
{
    ["sink", var port] => await Sink.RunAsync(Number(port), keepsTimes: false),
    ["sink", var port, "times"] => await Sink.RunAsync(Number(port), keepsTimes: true),
    ["sink", var port, "keys"] => await Sink.RunAsync(Number(port), keepsTimes: false, keepsKeys: true),
    ["end-to-end"] => await EndToEnd.RunAsync(recipients: 100_000),
    ["end-to-end", var recipients] => await EndToEnd.RunAsync(Number(recipients)),
    ["processes"] => await Processes.RunAsync(recipients: 100_000),
    ["processes", var recipients] => await Processes.RunAsync(Number(recipients)),
    ["small"] => await SmallTasks.RunAsync(tasks: 100),
    ["small", var tasks] => await SmallTasks.RunAsync(Number(tasks)),
    ["replay"] => Replay.Run(),
    ["busy"] => await Busy.RunAsync(recipients: 200_000, tasks: 1_000),
    ["busy", var recipients, var tasks] => await Busy.RunAsync(Number(recipients), Number(tasks)),
    ["kills"] => await Kills.RunAsync(recipients: 100_000, kills: 100, seed: 20261126),
    ["kills", var recipients, var kills, var seed] => await Kills.RunAsync(Number(recipients), Number(kills), Number(seed)),
    ["neighbours"] => await Neighbours.RunAsync(),
    ["waiting"] => await WaitingTasks.RunAsync(tasks: 10_000, dueAtOnce: 1_000),
    ["waiting", var tasks, var due] => await WaitingTasks.RunAsync(Number(tasks), Number(due)),
    ["schedules"] => Schedules.Run(),
    ["customers"] => await Customers.OnAzuriteAsync() + await Customers.InMemoryAsync(),
    ["customers", "azurite"] => await Customers.OnAzuriteAsync(),
    ["customers", "memory"] => await Customers.InMemoryAsync(),
    ["imports"] => await Imports.RunAsync(rows: 1_000_000),
    ["imports", var rows] => await Imports.RunAsync(Number(rows)),
    ["transactional"] => await Transactional.RunAsync(messages: 5_000),
    ["transactional", var messages] => await Transactional.RunAsync(Number(messages)),
    ["cold-start"] => await ColdStart.RunAsync(starts: 15),
    ["cold-start", var starts] => await ColdStart.RunAsync(Number(starts)),
    _ => Usage(),
};

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static int Usage()
{
    Console.Error.WriteLine(
        """
        Usage: dotnet run -c Release --project tests/Benchmarks -- one of
          end-to-end [recipients] | processes [recipients] | small [tasks] | replay | busy [recipients tasks] | kills [recipients kills seed] | neighbours | waiting [tasks due] | schedules | customers [azurite|memory] | imports [rows] | cold-start [starts] | transactional [messages]
        """
    );
    return 2;
}
