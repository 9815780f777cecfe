using System.Runtime.InteropServices;

namespace CampaignTasks.App.Hosting;

/// <summary>
/// The requests to stop (Ctrl+C, SIGTERM, a closed terminal, or the end of the demo), recorded so that a host that stops by itself
/// after a failure never looks like a success to its caller.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];

    private Action? _stop;

    public StopSignals()
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT, PosixSignal.SIGHUP])
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, context =>
                {
                    context.Cancel = true;
                    Ask();
                }));
        }
    }

    /// <summary>True when a stop was requested.</summary>
    public bool Any { get; private set; }

    /// <summary>The exit code of the process: 1 until a stop is requested.</summary>
    public int ExitCode { get; private set; } = 1;

    /// <summary>Sets the action that stops the host. It is called immediately if a stop was requested already.</summary>
    public void Connect(Action stop)
    {
        _stop = stop;
        if (Any)
        {
            stop();
        }
    }

    /// <summary>Requests the stop. The exit code of the first request counts.</summary>
    public void Ask(int exitCode = 0)
    {
        if (!Any)
        {
            (Any, ExitCode) = (true, exitCode);
        }

        _stop?.Invoke();
    }

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }
    }
}
