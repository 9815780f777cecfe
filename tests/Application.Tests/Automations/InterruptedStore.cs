using System.Reflection;

namespace CampaignTasks.Application.Tests.Automations;

/// <summary>A store of which every call may be interrupted.</summary>
/// <typeparam name="T">The store's port.</typeparam>
public class InterruptedStore<T> : DispatchProxy
    where T : class
{
    private static readonly MethodInfo OfValue = typeof(InterruptedStore<T>).GetMethod(
        nameof(AnswerAsync),
        BindingFlags.NonPublic | BindingFlags.Instance
    )!;

    private T _inner = null!;
    private Interruptions _interruptions = null!;

    public void Wrap(T inner, Interruptions interruptions) => (_inner, _interruptions) = (inner, interruptions);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        _interruptions.Pass();
        var answer = targetMethod!.Invoke(_inner, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null);
        return answer is not Task task ? answer
            : targetMethod.ReturnType.IsGenericType
                ? OfValue.MakeGenericMethod(targetMethod.ReturnType.GetGenericArguments()).Invoke(this, [task])
            : EndAsync(task);
    }

    private async Task EndAsync(Task task)
    {
        await task;
        _interruptions.Pass();
    }

    private async Task<TAnswer> AnswerAsync<TAnswer>(Task<TAnswer> task)
    {
        var answer = await task;
        _interruptions.Pass();
        return answer;
    }
}
