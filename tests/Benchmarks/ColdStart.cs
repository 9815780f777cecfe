using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CampaignTasks.Storage.Development;

namespace CampaignTasks.Benchmarks;

/// <summary>
/// How long the published Functions handler takes from its process' start to its first healthy answer, next to an empty ASP.NET Core app published the
/// same way. Both start in turns, in one run.
/// </summary>
internal static class ColdStart
{
    private const string Project =
        """
        <Project Sdk="Microsoft.NET.Sdk.Web">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <AssemblyName>Empty</AssemblyName>
            <RuntimeIdentifier>linux-x64</RuntimeIdentifier>
            <SelfContained>true</SelfContained>
            <PublishReadyToRun>true</PublishReadyToRun>
            <PublishReadyToRunComposite>true</PublishReadyToRunComposite>
            <InvariantGlobalization>true</InvariantGlobalization>
            <UseArtifactsOutput>false</UseArtifactsOutput>
          </PropertyGroup>
        </Project>
        """;

    private const string Program =
        """
        var builder = WebApplication.CreateSlimBuilder(args);
        var app = builder.Build();
        app.MapGet("/api/health", () => "healthy");
        app.Run();
        """;

    public static async Task<int> RunAsync(int starts)
    {
        var folder = Directory.CreateTempSubdirectory("campaign-tasks-cold-start-");
        try
        {
            await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DieWithParent = true }, CancellationToken.None);
            var empty = await PublishEmptyAsync(folder.CreateSubdirectory("empty"));
            var app = await PublishAsync(Path.Combine(Repository(), "functions", "App"), folder.CreateSubdirectory("app").FullName, "CampaignTasks.App");
            var settings = new Dictionary<string, string>
            {
                ["AzureWebJobsStorage"] = azurite.ConnectionString,
                ["CampaignTasks__DataFolder"] = folder.FullName,
                ["CampaignTasks__LocalApiKey"] = "benchmark-key",
            };

            // The first start makes the tables and is told where orchestrations are managed; those measured find both.
            await StartAsync(app, settings, tell: true);
            await StartAsync(empty, settings);
            var (ours, bare) = (new List<double>(), new List<double>());
            for (var start = 0; start < starts; start++)
            {
                ours.Add(await StartAsync(app, settings));
                bare.Add(await StartAsync(empty, settings));
            }

            Print($"starts of each                    {starts,8}");
            Print($"empty ASP.NET Core app, ms        {Median(bare),8:F0}   from {bare.Min():F0} to {bare.Max():F0}");
            Print($"published handler, ms             {Median(ours),8:F0}   from {ours.Min():F0} to {ours.Max():F0}");
            Print($"ratio                             {Median(ours) / Median(bare),8:F2}");
            Print($"package, MiB                      {Size(Path.GetDirectoryName(app)!) / 1048576.0,8:F0}");
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<double> StartAsync(string executable, IReadOnlyDictionary<string, string> settings, bool tell = false)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(executable) { WorkingDirectory = Path.GetDirectoryName(executable), RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        start.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = port.ToString(CultureInfo.InvariantCulture);
        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}";
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            while (!await IsHealthyAsync(http) && !process.HasExited)
            {
                if (tell)
                {
                    await TellAsync(http);
                }

                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
            }

            return clock.Elapsed.TotalMilliseconds;
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static async Task TellAsync(HttpClient http)
    {
        const string Client = """{"taskHubName":"Bench","requiredQueryStringParameters":"code=none","httpBaseUrl":"http://127.0.0.1:9/runtime/webhooks/durabletask"}""";
        try
        {
            using var body = new StringContent("{\"Data\":{\"client\":" + Client + "}}", Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(new Uri("/DurableEndpoint", UriKind.Relative), body);
        }
        catch (HttpRequestException)
        {
            // It does not listen yet.
        }
    }

    private static async Task<bool> IsHealthyAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/api/health", UriKind.Relative));
            return answer.StatusCode is HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException or SocketException)
        {
            return false;
        }
    }

    private static async Task<string> PublishEmptyAsync(DirectoryInfo folder)
    {
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "Empty.csproj"), Project);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "Program.cs"), Program);
        return await PublishAsync(folder.FullName, Path.Combine(folder.FullName, "out"), "Empty");
    }

    private static async Task<string> PublishAsync(string project, string to, string name)
    {
        using var publish = Process.Start(new ProcessStartInfo("dotnet", ["publish", project, "-c", "Release", "-o", to, "-v", "q", "--nologo"]))!;
        await publish.WaitForExitAsync();
        return publish.ExitCode is 0 ? Path.Combine(to, name) : throw new InvalidOperationException($"{project} was not published.");
    }

    private static string Repository()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "Serverless.sln")))
        {
            at = at.Parent!;
        }

        return at.FullName;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static long Size(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
