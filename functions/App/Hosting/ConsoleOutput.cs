namespace CampaignTasks.App.Hosting;

/// <summary>The output for the person at the terminal, as opposed to logs.</summary>
internal sealed class ConsoleOutput(TextWriter terminal)
{
    /// <summary>The terminal's writer.</summary>
    public TextWriter Terminal { get; } = terminal;

    public void Say(string text) => Terminal.WriteLine(text);
}
