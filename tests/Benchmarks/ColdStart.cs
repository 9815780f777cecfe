using System.Diagnostics;
using System.Globalization;
using System.Net;
using CampaignTasks.Storage.Development;
using CampaignTasks.Worker.Tests.Host;

namespace CampaignTasks.Benchmarks;

/// <summary>
/// How long the published worker takes from its process' start to its first healthy answer, next to an empty isolated worker published the
/// same way. Both are started in turns by the host of the tests, which is up already.
/// </summary>
internal static class ColdStart
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <OutputType>Exe</OutputType>
            <AzureFunctionsVersion>v4</AzureFunctionsVersion>
            <ImplicitUsings>enable</ImplicitUsings>
            <AssemblyName>Empty</AssemblyName>
            <RuntimeIdentifier>linux-x64</RuntimeIdentifier>
            <SelfContained>false</SelfContained>
            <PublishReadyToRun>true</PublishReadyToRun>
            <TieredPGO>false</TieredPGO>
            <InvariantGlobalization>true</InvariantGlobalization>
          </PropertyGroup>
          <ItemGroup>
            <FrameworkReference Include="Microsoft.AspNetCore.App" />
            <PackageReference Include="Microsoft.Azure.Functions.Worker" Version="2.52.0" />
            <PackageReference Include="Microsoft.Azure.Functions.Worker.Extensions.Http.AspNetCore" Version="2.1.1" />
            <PackageReference Include="Microsoft.Azure.Functions.Worker.Sdk" Version="2.1.0" />
            <None Include="host.json" CopyToOutputDirectory="PreserveNewest" />
          </ItemGroup>
        </Project>
        """;

    private const string Program = """
        using Microsoft.AspNetCore.Http;
        using Microsoft.Azure.Functions.Worker;
        using Microsoft.Azure.Functions.Worker.Builder;
        using Microsoft.Extensions.Hosting;

        var builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        builder.Build().Run();

        public class Functions
        {
            [Function("Health")]
            public Task Health([HttpTrigger(AuthorizationLevel.Anonymous, Route = "api/health")] HttpRequest request) =>
                request.HttpContext.Response.WriteAsync("healthy");
        }
        """;

    private const string HostJson = """{"version":"2.0","extensions":{"http":{"routePrefix":""}}}""";

    public static async Task<int> RunAsync(int starts)
    {
        var folder = Directory.CreateTempSubdirectory("campaign-tasks-cold-start-");
        try
        {
            await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DieWithParent = true }, CancellationToken.None);
            var empty = await PublishEmptyAsync(folder.CreateSubdirectory("empty"));
            var worker = await PublishAsync(
                Path.Combine(Repository(), "functions", "Worker"),
                folder.CreateSubdirectory("worker").FullName
            );
            await using var ours = await HostAsync(worker, azurite, folder);
            await using var bare = await HostAsync(empty, azurite, folder);
            var (ourTimes, bareTimes) = (new List<double>(), new List<double>());

            // The first start makes the tables; those measured find them.
            for (var start = 0; start <= starts; start++)
            {
                var (our, other) = (await StartAsync(ours), await StartAsync(bare));
                if (start > 0)
                {
                    ourTimes.Add(our);
                    bareTimes.Add(other);
                }
            }

            Print($"starts of each                    {starts, 8}");
            Print($"empty isolated worker, ms         {Median(bareTimes), 8:F0}   from {bareTimes.Min():F0} to {bareTimes.Max():F0}");
            Print($"published worker, ms              {Median(ourTimes), 8:F0}   from {ourTimes.Min():F0} to {ourTimes.Max():F0}");
            Print($"ratio                             {Median(ourTimes) / Median(bareTimes), 8:F2}");
            Print($"package, MiB                      {Size(worker) / 1048576.0, 8:F0}");
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Not Development, which makes a tenant at start.
    private static Task<FunctionsHost> HostAsync(string app, AzuriteProcess azurite, DirectoryInfo folder) =>
        FunctionsHost.StartAsync(
            app,
            new Dictionary<string, string?>
            {
                ["AzureWebJobsStorage"] = azurite.ConnectionString,
                ["AzureWebJobs__extensions__durableTask__hubName"] = Path.GetFileName(app),
                ["CampaignTasks__DataFolder"] = folder.FullName,
                ["CampaignTasks__EncryptionKey"] = Convert.ToBase64String(new byte[32]),
                ["CampaignTasksEventsQueue"] = "campaigntasks-events",
                ["CampaignTasksWebhooksQueue"] = "campaigntasks-webhooks",
            },
            CancellationToken.None
        );

    /// <returns>Milliseconds from the process' start to the first good answer.</returns>
    private static async Task<double> StartAsync(FunctionsHost host)
    {
        using var http = new HttpClient { BaseAddress = host.Address };
        await host.KillWorkerAsync(CancellationToken.None);
        while (true)
        {
            using var answer = await http.GetAsync(new Uri("/api/health", UriKind.Relative));
            if (answer.StatusCode is HttpStatusCode.OK)
            {
                return TimeProvider.System.GetElapsedTime(host.LastWorkerStart).TotalMilliseconds;
            }
        }
    }

    private static async Task<string> PublishEmptyAsync(DirectoryInfo folder)
    {
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "Empty.csproj"), Project);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "Program.cs"), Program);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "host.json"), HostJson);
        return await PublishAsync(folder.FullName, Path.Combine(folder.FullName, "out"));
    }

    private static async Task<string> PublishAsync(string project, string to)
    {
        using var publish = Process.Start(
            new ProcessStartInfo("dotnet", ["publish", project, "-c", "Release", "-o", to, "-v", "q", "--nologo"])
        )!;
        await publish.WaitForExitAsync();
        return publish.ExitCode is 0 ? to : throw new InvalidOperationException($"{project} was not published.");
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

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static long Size(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
