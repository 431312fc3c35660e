// node shot.mjs ORIGIN OUT path@width ...   with init JSON in env INIT (localStorage)
import { chromium } from 'playwright-core';
const [origin,out,...paths]=process.argv.slice(2);
const b=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-background-networking']});
for(const p of paths){const [path,w='360',mode='']=p.split('@');const c=await b.newContext({viewport:{width:+w,height:800},serviceWorkers:'block'});
 if(process.env.INIT) await c.addInitScript(s=>{const o=JSON.parse(s);for(const k in o) if(!localStorage.getItem(k)) localStorage.setItem(k,JSON.stringify(o[k]));},process.env.INIT);
 const pg=await c.newPage();pg.on('console',m=>{if(['error','warning'].includes(m.type()))console.log(p,m.text())});pg.on('pageerror',e=>console.log(p,'ERR',e.message));
 await pg.goto(origin+path,{waitUntil:'networkidle'});await pg.waitForTimeout(400);
 const o=await pg.evaluate(()=>document.documentElement.scrollWidth-innerWidth);if(o>0)console.log(p,'overflow',o);
 const f=`${out}/${path.replace(/[^a-z0-9]+/gi,'_')}${w}`;
 if(mode==='pdf')await pg.pdf({path:f+'.pdf',preferCSSPageSize:true});else await pg.screenshot({path:f+'.png',fullPage:true});console.log(f);await c.close();}
await b.close();
