using Microsoft.Extensions.Logging;

namespace CampaignTasks.Worker.Tests.Host;

/// <summary>Logs as lines, for the report of a test that failed.</summary>
internal sealed class TextLoggerProvider(Action<string> log) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new TextLogger(categoryName, log);

    public void Dispose()
    {
        // Nothing is held.
    }

    private sealed class TextLogger(string category, Action<string> log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

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
                log($"{logLevel} {category}: {formatter(state, exception)} {exception}");
            }
        }
    }
}
