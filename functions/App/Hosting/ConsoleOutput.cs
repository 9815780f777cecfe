namespace CampaignTasks.App.Hosting;

/// <summary>What the app says to the person at the terminal, as opposed to what it logs.</summary>
internal sealed class ConsoleOutput(TextWriter terminal)
{
    /// <summary>Where it says it.</summary>
    public TextWriter Terminal { get; } = terminal;

    public void Say(string text) => Terminal.WriteLine(text);
}
