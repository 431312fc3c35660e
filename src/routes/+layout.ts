// Every page is read, printed and heard without JavaScript.
export const prerender = true;
export const csr = false;
export const trailingSlash = 'always';
