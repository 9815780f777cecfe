using System.Diagnostics;
using System.Globalization;

namespace CampaignTasks.Worker.Tests.Host;

/// <summary>A worker's process, started with what the Functions host starts it with.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    public int Id => _process.Id;

    /// <summary>Ends when the process has.</summary>
    public Task EndedAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    public static WorkerProcess Start(
        string assembly,
        string worker,
        Uri host,
        IReadOnlyDictionary<string, string?> settings,
        Action<string> log
    )
    {
        var (port, request, most) = (
            host.Port.ToString(CultureInfo.InvariantCulture),
            Guid.NewGuid().ToString(),
            int.MaxValue.ToString(CultureInfo.InvariantCulture)
        );
        var start = new ProcessStartInfo(
            "dotnet",
            [
                assembly,
                "--host",
                host.Host,
                "--port",
                port,
                "--workerId",
                worker,
                "--requestId",
                request,
                "--grpcMaxMessageLength",
                most,
                "--functions-uri",
                host.ToString(),
                "--functions-worker-id",
                worker,
                "--functions-request-id",
                request,
                "--functions-grpc-max-message-length",
                most,
            ]
        )
        {
            WorkingDirectory = Path.GetDirectoryName(assembly),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => log($"out {line.Data}");
        process.ErrorDataReceived += (_, line) => log($"err {line.Data}");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new WorkerProcess(process);
    }

    /// <summary>Ends the process as a crash would.</summary>
    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
