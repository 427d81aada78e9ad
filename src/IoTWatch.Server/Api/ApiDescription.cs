using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace IoTWatch.Server.Api;

/// <summary>Describes the API at <c>/openapi/v1.json</c>, from the endpoints themselves.</summary>
internal static class ApiDescription
{
    public static IServiceCollection AddIoTWatchApiDescription(this IServiceCollection services) => services
        .ConfigureHttpJsonOptions(json => json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower)
        .AddOpenApi("v1", options =>
        {
            options.ShouldInclude = api => api.RelativePath is { } path
                && (path.StartsWith("api/", StringComparison.Ordinal) || path is "healthz" or "metrics");
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info = new OpenApiInfo
                {
                    Title = "IoTWatch",
                    Version = "v1",
                    Description = "Alerts, what waits for a decision, and decisions. The next page of a list begins at "
                        + "the cursor in the header X-Next-Before; errors are problem+json with the field that "
                        + "is wrong.",
                };
                document.Servers = [];
                return Task.CompletedTask;
            });
            options.AddOperationTransformer((operation, context, _) =>
            {
                var metadata = context.Description.ActionDescriptor.EndpointMetadata;
                if (metadata.OfType<ApiFields>().FirstOrDefault() is { } fields)
                    Describe(operation, fields);
                return Task.CompletedTask;
            });
        });

    /// <summary>Sets an endpoint's summary, and the fields that it reads from the request by itself.</summary>
    public static TBuilder Describe<TBuilder>(
        this TBuilder endpoint, string summary, string[]? query = null, string[]? body = null)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new ApiFields(summary, query ?? [], body));

    private static void Describe(OpenApiOperation operation, ApiFields fields)
    {
        operation.Summary = fields.Summary;
        foreach (var name in fields.Query)
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Query,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        if (fields.Body is not { } body)
            return;
        var schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema>(),
            AdditionalPropertiesAllowed = false,
        };
        foreach (var name in body)
        {
            var type = name == "dry_run" ? JsonSchemaType.Boolean : JsonSchemaType.String;
            schema.Properties[name] = new OpenApiSchema { Type = type };
        }
        operation.RequestBody = new OpenApiRequestBody
        {
            Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = schema } },
        };
    }
}

/// <summary>What an endpoint reads that its signature does not show.</summary>
/// <param name="Body">Members of the JSON object; null = it has no body.</param>
internal sealed record ApiFields(string Summary, string[] Query, string[]? Body);
