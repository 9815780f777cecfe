using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace CampaignTasks.App.Tests.Functions.Simulator;

/// <summary>
/// The handler's process as the host keeps it: started with a port, asked until it answers, started again when it ends with an error. One that
/// ends with 0 is not started again, and three errors in a row stop the app.
/// </summary>
internal sealed class Handler : IAsyncDisposable
{
    private static readonly TimeSpan Ask = TimeSpan.FromMilliseconds(25);

    // The host gives half a minute; a machine that runs a whole test suite besides takes longer.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly ScriptRoot _root;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly StringBuilder _said = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly HttpClient _pings = new() { Timeout = TimeSpan.FromSeconds(30) };
    private volatile TaskCompletionSource<Uri> _ready = NewReady();
    private Process? _process;
    private Task _watch = Task.CompletedTask;

    public Handler(ScriptRoot root, IReadOnlyDictionary<string, string> settings) => (_root, _settings) = (root, settings);

    /// <summary>How often the process was started.</summary>
    public int Starts { get; private set; }

    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    public void Start() => _watch = Task.Run(WatchAsync);

    /// <summary>Where it answers; waits while it is started.</summary>
    public Task<Uri> AddressAsync() => _ready.Task.WaitAsync(Patience);

    /// <summary>Ends the process as a crash does: calls that are under way fail, later ones wait until it is started again.</summary>
    public void Kill()
    {
        _ready = NewReady();
        KillUnnoticed();
    }

    /// <summary>The same before the host learns of it: for a moment further calls go out to nobody and fail, too.</summary>
    public void KillUnnoticed()
    {
        _process!.Kill();
        _process.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_process is { HasExited: false } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        await _watch;
        _process?.Dispose();
        _pings.Dispose();
        _stop.Dispose();
    }

    private static TaskCompletionSource<Uri> NewReady() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task WatchAsync()
    {
        for (var errors = 0; !_stop.IsCancellationRequested;)
        {
            using var process = StartProcess();
            _process = process;
            await ReadyAsync(process);
            await process.WaitForExitAsync();
            if (_ready.Task.IsCompleted)
            {
                _ready = NewReady();
            }

            if (!_stop.IsCancellationRequested && (process.ExitCode is 0 || (process.ExitCode is not 200 && ++errors == 3)))
            {
                _ready.TrySetException(new InvalidOperationException($"The handler ended with {process.ExitCode} and is not started again.\n{Said}"));
                return;
            }
        }
    }

    private Process StartProcess()
    {
        var port = AppSite.FreePorts(1)[0];
        var start = new ProcessStartInfo(_root.Executable) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = _root.Folder };
        foreach (var (name, value) in _settings)
        {
            start.Environment[name] = value;
        }

        start.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = port.ToString(CultureInfo.InvariantCulture);
        start.Environment["FUNCTIONS_CUSTOMHANDLER_WORKER_ID"] = Guid.NewGuid().ToString();
        start.Environment["FUNCTIONS_APP_ROOT_PATH"] = _root.Folder;
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Starts++;
        return process;
    }

    // Any answer counts; nobody listening means to ask again.
    private async Task ReadyAsync(Process process)
    {
        var port = int.Parse(process.StartInfo.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"]!, CultureInfo.InvariantCulture);
        var address = new Uri($"http://127.0.0.1:{port}/");
        while (!process.HasExited)
        {
            try
            {
                using var answer = await _pings.GetAsync(address);
                _ready.TrySetResult(address);
                return;
            }
            catch (Exception e) when (e is HttpRequestException or SocketException)
            {
                await Task.Delay(Ask);
            }
        }
    }

    private void Keep(string? line)
    {
        lock (_said)
        {
            _said.AppendLine(line);
        }
    }
}
