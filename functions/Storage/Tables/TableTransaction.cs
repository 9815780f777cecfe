using System.Buffers;
using System.Text;
using Azure;
using Azure.Core;

namespace CampaignTasks.Storage.Tables;

/// <summary>
/// Writes an entity-group transaction: a multipart batch around one change set, each action an HTTP request with an absolute URI and
/// one line of JSON. The emulator finds the parts by pattern: the boundaries' prefixes and the single line are needed.
/// </summary>
internal sealed class TableTransaction(TableRequests requests, string endpoint)
{
    public HttpMessage NewMessage(IReadOnlyList<TableTransactionAction> actions)
    {
        Check(actions);
        var id = Guid.NewGuid().ToString("N");
        var body = Write(actions, id);
        if (body.Length > TableLimits.TransactionBytes)
        {
            throw new ArgumentException(
                $"A transaction has at most {TableLimits.TransactionBytes} bytes of body; this one has {body.Length}.", nameof(actions));
        }

        var message = requests.New(RequestMethod.Post, $"{endpoint}/$batch");
        message.Request.Headers.Add("Content-Type", $"multipart/mixed; boundary=batch_{id}");
        message.Request.Content = RequestContent.Create(body);
        return message;
    }

    private static void Check(IReadOnlyList<TableTransactionAction> actions)
    {
        if (actions.Count is 0 or > TableLimits.TransactionActions)
        {
            throw new ArgumentException($"A transaction has 1 to {TableLimits.TransactionActions} actions; this one has {actions.Count}.", nameof(actions));
        }

        var rows = new HashSet<string>(actions.Count, StringComparer.Ordinal);
        for (var i = 0; i < actions.Count; i++)
        {
            var action = actions[i] ?? throw new ArgumentException($"Action {i} is null.", nameof(actions));
            CheckOne(action, i, nameof(actions));
            // The emulator takes several partitions; the service does not.
            if (action.Entity.PartitionKey != actions[0].Entity.PartitionKey)
            {
                throw new ArgumentException($"A transaction stays in one partition; action {i} is in another.", nameof(actions));
            }

            if (!rows.Add(action.Entity.RowKey))
            {
                throw new ArgumentException($"A transaction names each row once; action {i} repeats one.", nameof(actions));
            }
        }
    }

    private static void CheckOne(TableTransactionAction action, int index, string parameter)
    {
        if (action.ActionType is TableTransactionActionType.Delete)
        {
            TableLimits.CheckKey(action.Entity.PartitionKey, nameof(TableEntity.PartitionKey));
            TableLimits.CheckKey(action.Entity.RowKey, nameof(TableEntity.RowKey));
            return;
        }

        TableLimits.CheckEntity(action.Entity);
        if (action.ActionType is TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpdateReplace && action.ETag == default)
        {
            throw new ArgumentException($"Action {index} updates without an ETag; give the one that was read, or ETag.All.", parameter);
        }
    }

    private ReadOnlyMemory<byte> Write(IReadOnlyList<TableTransactionAction> actions, string id)
    {
        var buffer = new ArrayBufferWriter<byte>(actions.Sum(action => TableEntityWriter.EstimateOf(action.Entity) + 420));
        Append(buffer, $"--batch_{id}\r\nContent-Type: multipart/mixed; boundary=changeset_{id}\r\n\r\n");
        foreach (var action in actions)
        {
            Append(buffer, $"--changeset_{id}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
            AppendAction(buffer, action);
        }

        Append(buffer, $"--changeset_{id}--\r\n--batch_{id}--\r\n");
        return buffer.WrittenMemory;
    }

    private void AppendAction(ArrayBufferWriter<byte> buffer, TableTransactionAction action)
    {
        var entity = action.Entity;
        var uri = action.ActionType is TableTransactionActionType.Add ? requests.TableUri : requests.EntityUri(entity.PartitionKey, entity.RowKey);
        Append(buffer, $"{VerbOf(action.ActionType)} {uri} HTTP/1.1\r\nAccept: {TableRequests.JsonMetadata}\r\nDataServiceVersion: 3.0\r\n");
        if (action.ActionType is TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpdateReplace or TableTransactionActionType.Delete)
        {
            Append(buffer, $"If-Match: {action.ETag.ToString("H")}\r\n");
        }

        if (action.ActionType is TableTransactionActionType.Delete)
        {
            Append(buffer, "\r\n");
            return;
        }

        var prefer = action.ActionType is TableTransactionActionType.Add ? "Prefer: return-no-content\r\n" : "";
        Append(buffer, $"{prefer}Content-Type: application/json\r\n\r\n");
        TableEntityWriter.Write(entity, buffer);
        Append(buffer, "\r\n");
    }

    private static string VerbOf(TableTransactionActionType type) => type switch
    {
        TableTransactionActionType.Add => "POST",
        TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpsertMerge => "PATCH",
        TableTransactionActionType.UpdateReplace or TableTransactionActionType.UpsertReplace => "PUT",
        TableTransactionActionType.Delete => "DELETE",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not an action."),
    };

    private static void Append(ArrayBufferWriter<byte> buffer, string text) => Encoding.UTF8.GetBytes(text, buffer);
}
