using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignTasks.Worker.Orchestrations;

/// <summary>The middleware that passes the orchestration client of a call to <see cref="HostClient"/>.</summary>
internal sealed class HostClientMiddleware(HostClient client, IServiceProvider services) : IFunctionsWorkerMiddleware
{
    // The converter that the attribute of a parameter would use; activities are classes and have no such parameter.
    private readonly IInputConverter _converter = (IInputConverter)
        ActivatorUtilities.CreateInstance(
            services,
            typeof(DurableClientAttribute).GetCustomAttribute<InputConverterAttribute>()!.ConverterType
        );

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.FunctionDefinition.InputBindings.TryGetValue(HostClientBinding.BindingName, out var binding))
        {
            var address = await context.BindInputAsync<string>(binding);
            var converted = await _converter.ConvertAsync(new Conversion(address.Value, context));
            client.Use(
                converted.Value as DurableTaskClient
                    ?? throw new InvalidOperationException(
                        "What the Functions host said about its orchestrations is not understood.",
                        converted.Error
                    )
            );
        }

        await next(context);
    }

    private sealed class Conversion(object? source, FunctionContext context) : ConverterContext
    {
        public override Type TargetType => typeof(DurableTaskClient);

        public override object? Source => source;

        public override FunctionContext FunctionContext => context;

        public override IReadOnlyDictionary<string, object> Properties => ImmutableDictionary<string, object>.Empty;
    }
}
