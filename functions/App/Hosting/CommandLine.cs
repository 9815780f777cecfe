using System.Globalization;

namespace CampaignTasks.App.Hosting;

/// <summary>The command of the program. Arguments of the form <c>--Name=value</c> are settings and belong to every command.</summary>
internal abstract record CommandLine
{
    public const string Usage = """
        Usage:
          dotnet run --project functions/App                     serve until Ctrl+C
          dotnet run --project functions/App -c Release -- demo  serve, and send the sample task to the sandbox

        Options of demo:
          --recipients N   how many addresses the sample task has, 1 to 10000 (default 1000)
          --exit           end after the summary instead of serving on

        Settings come from the environment (ASPNETCORE_URLS, AzureWebJobsStorage, CampaignTasks__HubName, ...)
        or from arguments of the form --CampaignTasks:HubName=Mine. docs/configuration.md lists them.
        """;

    private CommandLine() { }

    /// <summary>Serves until it is stopped.</summary>
    public sealed record Serve : CommandLine;

    /// <summary>Serves, and runs the sample task.</summary>
    public sealed record Demo(int Recipients, bool Exit) : CommandLine;

    /// <summary>Show the usage, after a complaint if something was not understood.</summary>
    public sealed record Help(string? Complaint) : CommandLine;

    /// <summary>Reads the arguments of the process.</summary>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var words = arguments.Where(argument => !IsSetting(argument)).ToList();
        return words switch
        {
            [] => new Serve(),
            ["demo", .. var options] => ParseDemo(options),
            ["--help" or "-h" or "-?" or "help", ..] => new Help(null),
            [var unknown, ..] => new Help($"'{unknown}' is not a command."),
        };
    }

    // A setting contains '='; the demo's options are written with a space.
    private static bool IsSetting(string argument) =>
        argument.StartsWith("--", StringComparison.Ordinal) && argument.IndexOf('=', StringComparison.Ordinal) > 2;

    private static CommandLine ParseDemo(List<string> options)
    {
        var demo = new Demo(Recipients: 1000, Exit: false);
        for (var i = 0; i < options.Count; i++)
        {
            switch (options[i])
            {
                case "--exit":
                    demo = demo with { Exit = true };
                    break;
                case "--recipients" when i + 1 < options.Count && Count(options[i + 1]) is { } count:
                    demo = demo with { Recipients = count };
                    i++;
                    break;
                case "--recipients":
                    return new Help("--recipients needs a number from 1 to 10000.");
                case "--help" or "-h":
                    return new Help(null);
                default:
                    return new Help($"'{options[i]}' is not an option of demo.");
            }
        }

        return demo;
    }

    private static int? Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= 10_000 ? count : null;
}
