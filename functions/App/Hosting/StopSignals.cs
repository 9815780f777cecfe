using System.Runtime.InteropServices;

namespace CampaignTasks.App.Hosting;

/// <summary>
/// Remembers whether the end was asked for (Ctrl+C, SIGTERM, a closed terminal, or the demo's own end), so that a host that stops by itself
/// after a failure never looks like a success to whoever started it.
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

    /// <summary>Whether the end was asked for.</summary>
    public bool Any { get; private set; }

    /// <summary>What the process answers: 1 as long as nobody asked for its end.</summary>
    public int ExitCode { get; private set; } = 1;

    /// <summary>Says how to stop. If that was asked for already, it is done at once.</summary>
    public void Connect(Action stop)
    {
        _stop = stop;
        if (Any)
        {
            stop();
        }
    }

    /// <summary>Asks for the end. The first answer given counts.</summary>
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
