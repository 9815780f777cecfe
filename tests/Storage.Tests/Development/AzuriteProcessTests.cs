using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Azure.Data.Tables;
using CampaignTasks.Storage.Connection;
using CampaignTasks.Storage.Development;

namespace CampaignTasks.Storage.Tests.Development;

public sealed class AzuriteProcessTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Data_SurvivesAStopAndAStart_AndTheProcessIsGone()
    {
        var data = Directory.CreateTempSubdirectory("azurite-tests-").FullName;
        try
        {
            StorageAccount stopped;
            int id;
            await using (var first = await AzuriteProcess.StartAsync(new() { DataFolder = data, DieWithParent = true }, None))
            {
                (stopped, id) = (first.Account, first.ProcessId);
                var table = new TableServiceClient(first.ConnectionString).GetTableClient("kept");
                await table.CreateIfNotExistsAsync(None);
                await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 }, None);
                Assert.True(await AzuriteProcess.AnswersAsync(first.Account, None));
            }

            Assert.False(await AzuriteProcess.AnswersAsync(stopped, None));
            Assert.Throws<ArgumentException>(() => Process.GetProcessById(id));

            await using var second = await AzuriteProcess.StartAsync(new() { DataFolder = data, DieWithParent = true }, None);
            var read = await second
                .Account.NewTables()
                .GetTableClient("kept")
                .GetEntityAsync<TableEntity>("p", "r", cancellationToken: None);
            Assert.Equal(1, read.Value.GetInt32("A"));
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact]
    public async Task BusyPort_IsNamed()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            AzuriteProcess.StartAsync(new() { TablePort = port, DieWithParent = true }, None)
        );

        Assert.Contains($"port {port} is in use", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FolderWithoutThePackage_IsNamed()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            AzuriteProcess.StartAsync(new() { PackageFolder = "no-such-folder" }, None)
        );

        Assert.Contains("no-such-folder", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EndOfTheOwner_EndsTheEmulator_OnlyIfAsked(bool dieWithParent)
    {
        var data = Directory.CreateTempSubdirectory("azurite-tests-").FullName;
        using var node = StartByHand(data, dieWithParent);
        try
        {
            var ready = await ListeningAsync(node);

            // What the emulator sees of its owner's death, however it died, is the end of its input.
            node.StandardInput.Close();

            if (dieWithParent)
            {
                using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
                await node.WaitForExitAsync(deadline.Token);
                Assert.Equal(0, node.ExitCode);
            }
            else
            {
                await ready.NewTables().CreateTableIfNotExistsAsync("still", None);
                Assert.False(node.HasExited);
            }
        }
        finally
        {
            node.Kill(entireProcessTree: true);
            await node.WaitForExitAsync(None);
            Directory.Delete(data, recursive: true);
        }
    }

    private static Process StartByHand(string data, bool dieWithParent)
    {
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = AzuritePackage.Find(folder: null).Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        string[] arguments =
        [
            "run.cjs",
            .. dieWithParent ? ["--dieWithParent"] : Array.Empty<string>(),
            "--silent",
            "--disableTelemetry",
            "--skipApiVersionCheck",
            "--location",
            data,
            "--blobPort",
            "0",
            "--queuePort",
            "0",
            "--tablePort",
            "0",
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        return Process.Start(start)!;
    }

    private static async Task<StorageAccount> ListeningAsync(Process node)
    {
        while (await node.StandardOutput.ReadLineAsync(None) is { } line)
        {
            if (line.Contains("Table service is successfully listening", StringComparison.Ordinal))
            {
                return StorageAccount.Development(
                    tablePort: int.Parse(line[(line.LastIndexOf(':') + 1)..], System.Globalization.CultureInfo.InvariantCulture)
                );
            }
        }

        throw new InvalidOperationException("The emulator ended before it listened.");
    }
}
