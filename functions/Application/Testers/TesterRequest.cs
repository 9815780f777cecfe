namespace CampaignTasks.Application.Testers;

/// <summary>A tester to be created.</summary>
/// <param name="Name">1 to 100 characters; texts of tests are filled with it.</param>
/// <param name="Addresses">The addresses by channel; `phone` stands for sms and whatsapp.</param>
public sealed record TesterRequest(string? Name, Dictionary<string, string?>? Addresses);
