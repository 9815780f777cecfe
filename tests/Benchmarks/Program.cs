using CampaignTasks.Benchmarks;

// dotnet run -c Release --project tests/Benchmarks -- end-to-end [recipients]
return args switch
{
    ["sink", var port] => await Sink.RunAsync(int.Parse(port, System.Globalization.CultureInfo.InvariantCulture)),
    ["end-to-end"] => await EndToEnd.RunAsync(recipients: 100_000),
    ["end-to-end", var recipients] => await EndToEnd.RunAsync(int.Parse(recipients, System.Globalization.CultureInfo.InvariantCulture)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/Benchmarks -- end-to-end [recipients]");
    return 2;
}
