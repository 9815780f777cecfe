using System.Text;
using CampaignTasks.Domain.Imports;
using CampaignTasks.Domain.Tenants;

namespace CampaignTasks.Application.Tests.Imports;

public sealed class ContactQuotaTests
{
    [Fact]
    public async Task Import_BeyondTheQuotaOfContacts_StoresWhatFits_AndTellsTheRest()
    {
        var importer = new Importer();
        importer.Quotas.Contacts = 3;

        var first = await ImportAsync(importer, "a", "b");
        var second = await ImportAsync(importer, "b", "c", "d", "e");

        Assert.Equal((2, 0, 0), (first.Stored, first.Unchanged, first.FaultCount));
        Assert.Equal((1, 1, 2), (second.Stored, second.Unchanged, second.FaultCount));
        Assert.All(second.Faults, fault => Assert.Contains("'contacts'", fault.Reason, StringComparison.Ordinal));
        Assert.Equal(3, await importer.Counters.ReadAsync(Importer.Tenant, QuotaKind.Contacts, default));
    }

    private static Task<ImportJob> ImportAsync(Importer importer, params string[] ids) =>
        importer.ImportAsync(
            ImportKind.Contacts,
            Encoding.UTF8.GetBytes("id,email\n" + string.Concat(ids.Select(id => $"{id},{id}@example.net\n")))
        );
}
