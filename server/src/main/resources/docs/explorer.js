'use strict';

document.documentElement.classList.toggle('dark-mode', matchMedia('(prefers-color-scheme: dark)').matches);

const explorer = document.getElementById('explorer');

SwaggerUIBundle({
  domNode: explorer,
  url: explorer.dataset.contract,
  // Without this, a badge would ask a server of Swagger's to judge the contract.
  validatorUrl: null,
  // A token given to the page is gone with it.
  persistAuthorization: false,
  deepLinking: true,
  displayRequestDuration: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  defaultModelExpandDepth: 3,
  showExtensions: false,
});
