// What somebody has to look at: functions and orchestrations that fail, tasks that stand still, messages that were given up.
param name string
param location string
param tags object
param insightsId string
param email string

var rules = [
  {
    key: 'failures'
    title: 'Functions fail'
    query: 'requests | where success == false | where isempty(url) or toint(resultCode) >= 500'
    threshold: 10
  }
  {
    key: 'orchestrations'
    title: 'Orchestrations fail'
    query: 'traces | where customDimensions.prop__functionType == "Orchestrator" | where customDimensions.prop__state == "Failed"'
    threshold: 0
  }
  {
    key: 'tasks'
    title: 'Tasks do not go as they should'
    query: 'traces | where message has "does not progress"'
    threshold: 0
  }
  {
    key: 'webhooks'
    title: 'Webhooks were disabled'
    query: 'traces | where message startswith "Webhook " and message has "was disabled"'
    threshold: 0
  }
  {
    key: 'poison'
    title: 'Queue messages were given up'
    query: 'traces | where message has "poison"'
    threshold: 0
  }
]

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: name
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'campaign'
    enabled: true
    emailReceivers: [
      {
        name: 'operators'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-03-15-preview' = [for rule in rules: {
  name: '${name}-${rule.key}'
  location: location
  tags: tags
  properties: {
    displayName: rule.title
    severity: 2
    enabled: true
    scopes: [insightsId]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT15M'
    criteria: {
      allOf: [
        {
          query: rule.query
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: rule.threshold
        }
      ]
    }
    actions: {
      actionGroups: empty(email) ? [] : [people.id]
    }
  }
}]
