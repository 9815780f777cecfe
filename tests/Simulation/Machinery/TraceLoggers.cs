using Microsoft.Extensions.Logging;

namespace CampaignTasks.Simulation.Machinery;

/// <summary>Lets warnings and errors of the app become part of the trace.</summary>
internal sealed class TraceLoggers(EventTrace trace) : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (IsEnabled(logLevel))
        {
            trace.Add(
                $"log {eventId.Id}",
                exception is null
                    ? formatter(state, exception)
                    : $"{formatter(state, exception)} {exception.GetType().Name}: {exception.Message}"
            );
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
        // There is nothing to end.
    }
}
